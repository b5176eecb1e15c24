import { expect, test } from 'vitest';
import { lines, searchTree } from '../tree.fixtures.ts';

const MODULE = { 'go.mod': 'module example.com/shop\n\ngo 1.23\n' };

test('Gin: groups, handlers of other packages, groups handed on, decoys', async () => {
  const report = await searchTree({
    ...MODULE,
    'cmd/server/main.go': `package main

import (
	"fmt"
	"github.com/gin-gonic/gin"
	"example.com/shop/internal/handlers"
)

const version = "v1"

func main() {
	r := gin.Default()
	// r.GET("/commented", h)
	fmt.Println("r.GET(\\"/in-string\\")", \`r.GET("/raw")\`)
	r.GET("/health", func(c *gin.Context) { c.JSON(200, gin.H{"ok": true}) })
	api := r.Group("/api", auth())
	{
		v1 := api.Group(fmt.Sprintf("/%s", version))
		users := handlers.NewUsers(db)
		users.Register(v1.Group("/users"))
		v1.Any("/echo/*rest", echo)
		v1.Handle("PURGE", "/cache/:key", purge)
		if cfg.Debug {
			v1.Match([]string{"GET", "HEAD"}, "/debug", debug)
		}
	}
	setupAdmin(r)
	resp, err := client.Get("/elsewhere")
	r.Run(":8080")
}
`,
    'cmd/server/admin.go': `package main

import "github.com/gin-gonic/gin"

func setupAdmin(r *gin.Engine) {
	for _, name := range []string{"users", "orders"} {
		r.DELETE("/admin/"+name+"/:id", remove)
	}
}
`,
    'internal/handlers/users.go': `package handlers

import "github.com/gin-gonic/gin"

type Users struct{ db *DB }

func NewUsers(db *DB) *Users { return &Users{db: db} }

func (u *Users) Register(rg *gin.RouterGroup) {
	rg.GET("", u.list)
	rg.POST("/", mw, u.create)
	rg.GET("/:id", u.show)
}

func (u *Users) list(c *gin.Context)   { v, ok := m["/x"] }
func (u *Users) create(c *gin.Context) {}
func (u *Users) show(c *gin.Context)   {}
`,
    'internal/handlers/unused.go': `package handlers

import "github.com/gin-gonic/gin"

func Unused(g *gin.RouterGroup) { g.PUT("/unused", h) }
`,
    'internal/handlers/users_test.go': `package handlers\nfunc TestX(t *testing.T) { r := gin.New(); r.GET("/test-only", h) }\n`,
  });
  expect(lines(report)).toEqual([
    'DELETE /admin/orders/{id} cmd/server/admin.go:7 remove',
    'DELETE /admin/users/{id} cmd/server/admin.go:7 remove',
    'GET /health cmd/server/main.go:15',
    'ANY /api/v1/echo/{rest*} cmd/server/main.go:21 echo',
    'PURGE /api/v1/cache/{key} cmd/server/main.go:22 purge',
    'GET,HEAD /api/v1/debug cmd/server/main.go:24 debug',
    'PUT /unused internal/handlers/unused.go:5 h # where this router is mounted could not be followed: a prefix may be missing',
    'GET /api/v1/users internal/handlers/users.go:10 Users.list',
    'POST /api/v1/users internal/handlers/users.go:11 Users.create',
    'GET /api/v1/users/{id} internal/handlers/users.go:12 Users.show',
  ]);
});

test('chi: nested functions, mounted routers, methods of structs', async () => {
  const report = await searchTree({
    ...MODULE,
    'server.go': `package shop

import (
	"net/http"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"
)

type Server struct {
	router *chi.Mux
	items  map[string]string
}

func New() *Server {
	s := &Server{router: chi.NewRouter()}
	s.routes()
	return s
}

func (s *Server) routes() {
	s.router.Use(middleware.Logger)
	s.router.Get("/", s.home)
	s.router.Route("/articles", func(r chi.Router) {
		r.With(paginate).Get("/", list)
		r.Route("/{articleID:[0-9]+}", func(r chi.Router) {
			r.Use(s.load)
			r.Put("/", update)
		})
		r.Group(func(r chi.Router) {
			r.Use(auth)
			r.Delete("/{slug}/drafts", func(w http.ResponseWriter, r *http.Request) {
				r.Header.Get("/x")
			})
		})
	})
	s.router.Mount("/admin", s.adminRouter())
	s.router.Method(http.MethodPost, "/hooks/*", s.hook)
}

func (s *Server) adminRouter() http.Handler {
	r := chi.NewRouter()
	r.HandleFunc("/jobs", jobs)
	return r
}

func (s *Server) home(w http.ResponseWriter, r *http.Request) {}
`,
  });
  expect(lines(report)).toEqual([
    'GET / server.go:23 Server.home',
    'GET /articles server.go:25 list',
    'PUT /articles/{articleID} server.go:28 update',
    'DELETE /articles/{slug}/drafts server.go:32',
    'POST /hooks/{path*} server.go:38 Server.hook',
    'ANY /admin/jobs server.go:43 jobs',
  ]);
});

test('Echo: groups and the handler before the middleware', async () => {
  const report = await searchTree({
    ...MODULE,
    'main.go': `package main

import "github.com/labstack/echo/v4"

func main() {
	e := echo.New()
	e.GET("/files/*", files, mw)
	g := e.Group("/v2", mw)
	g.POST("/users/:id/avatar", upload)
	routes(g.Group("/teams"))
	e.Any("/any", any)
	e.Add("PATCH", "/x/:y", h)
}

func routes(g *echo.Group) { g.GET("", listTeams) }
`,
  });
  expect(lines(report)).toEqual([
    'GET /files/{path*} main.go:7 files',
    'POST /v2/users/{id}/avatar main.go:9 upload',
    'ANY /any main.go:11 any',
    'PATCH /x/{y} main.go:12 h',
    'GET /v2/teams main.go:15 listTeams',
  ]);
});

test('net/http: patterns with methods, subtrees, stripped prefixes, wrapped handlers', async () => {
  const report = await searchTree({
    ...MODULE,
    'main.go': `package main

import "net/http"

func main() {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /items/{id}", showItem)
	mux.Handle("POST /items/{$}", logged(http.HandlerFunc(createItem)))
	mux.HandleFunc("/static/", static)
	mux.HandleFunc("example.com/only-here", h)
	mux.HandleFunc("GET /files/{path...}", files)
	mux.Handle("/api/", http.StripPrefix("/api", apiMux()))
	http.HandleFunc("/default", h)
	http.ListenAndServe(":80", mux)
	http.Get("/not-a-route")
}

func apiMux() *http.ServeMux {
	m := http.NewServeMux()
	m.HandleFunc("DELETE /jobs/{id}", removeJob)
	return m
}
`,
  });
  expect(lines(report)).toEqual([
    'GET /items/{id} main.go:7 showItem',
    'POST /items main.go:8 createItem',
    'ANY /static/{path*} main.go:9 static',
    'ANY /only-here main.go:10 h # host example.com',
    'GET /files/{path*} main.go:11 files',
    'ANY /default main.go:13 h',
    'DELETE /api/jobs/{id} main.go:20 removeJob',
  ]);
});
