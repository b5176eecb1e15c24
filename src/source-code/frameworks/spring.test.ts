import { expect, test } from 'vitest';
import { lines, searchTree } from '../tree.fixtures.ts';

test('Spring in Java: class and method mappings, constants, several paths and methods, decoys', async () => {
  const report = await searchTree({
    'src/main/java/com/acme/web/OrderController.java': `package com.acme.web;

import static com.acme.Paths.ADMIN;
import com.acme.Paths;
import org.springframework.web.bind.annotation.*;

/** See {@code @GetMapping("/in-javadoc")}. */
@RestController
@RequestMapping(path = OrderController.BASE, produces = "application/json")
@Validated
public class OrderController extends Base<Order, Long> implements Api {
    static final String BASE = Paths.API + "/orders";
    private static final Map<String, String> NAMES = Map.of("@GetMapping", "/no");

    private final OrderService service;

    public OrderController(@Qualifier("main") OrderService service) { this.service = service; }

    @GetMapping
    public List<Order> list(@RequestParam(defaultValue = "0") int page) {
        String text = "@PostMapping(\\"/in-string\\")";
        return restTemplate.getForObject("/elsewhere", List.class);
    }

    @GetMapping(value = {"/{id}", "/by-number/{number:[0-9]+}"})
    public ResponseEntity<Order> show(@PathVariable Long id) { return null; }

    // @DeleteMapping("/{id}")
    @RequestMapping(value = "/{id}/state", method = {RequestMethod.PUT, RequestMethod.PATCH})
    @PreAuthorize("hasRole('ADMIN')")
    public <T extends State> void state(@PathVariable("id") long id, @RequestBody T body) throws IOException {}

    @RequestMapping("/{id}/files/**")
    void files() {}

    @PostMapping(ADMIN + "/rebuild")
    void rebuild() {}

    enum Kind { A { void x() {} }, B }

    static class Helper { @Override public String toString() { return "x"; } }
}
`,
    'src/main/java/com/acme/Paths.java': `package com.acme;
public final class Paths {
    public static final String API = "/api/v2";
    public static final String ADMIN = "/admin";
}
`,
    'src/main/java/com/acme/web/StockClient.java': `package com.acme.web;
import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.web.bind.annotation.GetMapping;
@FeignClient(name = "stock")
public interface StockClient {
    @GetMapping("/stock/{id}")
    Stock find(@PathVariable long id);
}
`,
  });
  expect(lines(report)).toEqual([
    'GET /api/v2/orders src/main/java/com/acme/web/OrderController.java:19 OrderController.list',
    'GET /api/v2/orders/by-number/{number} src/main/java/com/acme/web/OrderController.java:25 OrderController.show',
    'GET /api/v2/orders/{id} src/main/java/com/acme/web/OrderController.java:25 OrderController.show',
    'PATCH,PUT /api/v2/orders/{id}/state src/main/java/com/acme/web/OrderController.java:29 OrderController.state',
    'ANY /api/v2/orders/{id}/files/{path*} src/main/java/com/acme/web/OrderController.java:33 OrderController.files',
    'POST /api/v2/orders/admin/rebuild src/main/java/com/acme/web/OrderController.java:36 OrderController.rebuild',
  ]);
});

test('Spring in Kotlin: constructor properties, companions, templates, expression bodies', async () => {
  const report = await searchTree({
    'src/main/kotlin/UserController.kt': `package com.acme

import org.springframework.web.bind.annotation.GetMapping
import org.springframework.web.bind.annotation.PostMapping
import org.springframework.web.bind.annotation.RequestMapping
import org.springframework.web.bind.annotation.RestController

const val ROOT = "/api"

@RestController
@RequestMapping("$ROOT/users")
class UserController(private val users: UserService, @Value("\${x}") val x: String) : Base() {

    @GetMapping("/{id}", produces = ["application/json"])
    fun show(@PathVariable id: Long): User? = users.find(id)

    @GetMapping(arrayOf("/search", "/find"))
    suspend fun search(@RequestParam q: String): List<User> {
        return cache.get("/none") ?: emptyList()
    }

    @PostMapping(value = [IMPORT])
    fun import() = users.import()

    companion object {
        const val IMPORT = "/import"
    }
}
`,
  });
  expect(lines(report)).toEqual([
    'GET /api/users/{id} src/main/kotlin/UserController.kt:14 UserController.show',
    'GET /api/users/find src/main/kotlin/UserController.kt:17 UserController.search',
    'GET /api/users/search src/main/kotlin/UserController.kt:17 UserController.search',
    'POST /api/users/import src/main/kotlin/UserController.kt:22 UserController.import',
  ]);
});
