import { expect, test } from 'vitest';
import { lines, searchTree } from '../tree.fixtures.ts';

test('Flask: blueprints in one another, rules, class views, factories, decoys', async () => {
  const report = await searchTree({
    'wsgi.py': `from shop import create_app\n\napp = create_app()\n`,
    'shop/__init__.py': `import os
from flask import Flask, Blueprint

from .views import items
from .extensions import db

API = "/api"


def create_app(config=None):
    """Makes the app.

    @app.route("/in-docstring")
    """
    app = Flask(__name__)
    db.init_app(app)
    # app.route("/commented")
    v1 = Blueprint("v1", __name__, url_prefix=f"{API}/v1")
    v1.register_blueprint(items.bp, url_prefix="/items")
    from .admin import bp as admin_bp
    v1.register_blueprint(admin_bp)
    app.register_blueprint(v1)

    @app.route("/health")
    @limiter.exempt
    def health():
        return cache.get("/x")

    @app.errorhandler(404)
    def missing(e):
        return "no", 404

    app.add_url_rule("/ping", "ping", view_func=lambda: "pong")
    return app
`,
    'shop/extensions.py': `from flask_sqlalchemy import SQLAlchemy\ndb = SQLAlchemy()\n`,
    'shop/views/__init__.py': '',
    'shop/views/items.py': `from flask import Blueprint, request
from flask.views import MethodView

bp = Blueprint("items", __name__)


@bp.route("/", methods=["GET", "POST"])
def collection():
    requests.get("/elsewhere")
    return {}


@bp.get("/<int:item_id>")
def show(item_id): return {}


@bp.route("/<int:item_id>/files/<path:name>")
@bp.route("/<int:item_id>/raw",
          methods=("PUT",))
def files(item_id, name=None):
    return {}


class Stock(MethodView):
    def get(self, item_id):
        return {}

    def delete(self, item_id):
        return {}


bp.add_url_rule("/<uuid:item_id>/stock", view_func=Stock.as_view("stock"))
`,
    'shop/admin.py': `from flask import Blueprint
bp = Blueprint("admin", __name__, url_prefix="/admin")
for name in ("users", "orders"):
    bp.add_url_rule("/" + name, name, show_table)
`,
    'tests/test_app.py': `from flask import Flask\napp = Flask("x")\n@app.route("/test-only")\ndef x(): pass\n`,
  });
  expect(lines(report)).toEqual([
    'GET /health shop/__init__.py:24 health',
    'GET /ping shop/__init__.py:33',
    'GET /api/v1/admin/orders shop/admin.py:4 show_table',
    'GET /api/v1/admin/users shop/admin.py:4 show_table',
    'GET,POST /api/v1/items shop/views/items.py:7 collection',
    'GET /api/v1/items/{item_id} shop/views/items.py:13 show',
    'GET /api/v1/items/{item_id}/files/{name*} shop/views/items.py:17 files',
    'PUT /api/v1/items/{item_id}/raw shop/views/items.py:18 files',
    'DELETE,GET /api/v1/items/{item_id}/stock shop/views/items.py:32 Stock',
  ]);
  expect(report.skipped).toEqual({ test: 1 });
});

test('FastAPI: routers with prefixes of their own and of those who include them, mounted applications', async () => {
  const report = await searchTree({
    'app/main.py': `from fastapi import FastAPI, Depends
from app.api.v1 import router as v1_router
from app.core.config import settings
from app.routers import users, items

app = FastAPI(title="Shop")
admin = FastAPI()

app.include_router(v1_router, prefix=settings.API_V1_STR)
app.include_router(users.router)
app.include_router(
    items.router,
    prefix="/items",
    dependencies=[Depends(auth)],
)
app.mount("/admin", admin)


@app.get("/")
async def root() -> dict[str, str]:
    r = await client.get("/not-a-route")
    return {"a": "b"}


@admin.api_route("/jobs/{job_id}", methods=["GET", "DELETE"])
async def jobs(job_id: int, q: str | None = None): ...
`,
    'app/core/config.py': `class Settings(BaseSettings):
    API_V1_STR: str = "/api/v1"

settings = Settings()
`,
    'app/api/v1/__init__.py': `from fastapi import APIRouter
from . import orders
router = APIRouter()
router.include_router(orders.router, tags=["orders"])
`,
    'app/api/v1/orders.py': `from fastapi import APIRouter
router = APIRouter(prefix="/orders", tags=["orders"])

@router.post("", response_model=Order, status_code=201)
async def create_order(order: OrderIn, db: Session = Depends(get_db)):
    return order

@router.websocket("/live")
async def live(ws): ...

@router.get("/{order_id}/documents/{file_path:path}")
def document(order_id: int, file_path: str): return db.get("/x")
`,
    'app/routers/__init__.py': '',
    'app/routers/users.py': `import fastapi
router = fastapi.APIRouter(prefix="/users")
@router.patch("/{user_id}")
def change(user_id: int): pass
`,
    'app/routers/items.py': `from fastapi import APIRouter
router = APIRouter()
def listing(): pass
router.add_api_route("/", listing, methods=["GET"])
`,
    'app/routers/orphan.py': `from fastapi import APIRouter
router = APIRouter(prefix="/orphan")
@router.get("/x")
def x(): pass
`,
  });
  expect(lines(report)).toEqual([
    'POST /api/v1/orders app/api/v1/orders.py:4 create_order',
    'GET /api/v1/orders/{order_id}/documents/{file_path*} app/api/v1/orders.py:11 document',
    'GET / app/main.py:19 root',
    'DELETE,GET /admin/jobs/{job_id} app/main.py:25 jobs',
    'GET /items app/routers/items.py:4 listing',
    'GET /orphan/x app/routers/orphan.py:3 x # nothing that could be followed mounts this router: a prefix may be missing',
    'PATCH /users/{user_id} app/routers/users.py:3 change',
  ]);
});

test('Django: includes, regular expressions, class views, view sets, packages that are elsewhere', async () => {
  const report = await searchTree({
    'project/project/urls.py': `"""urlpatterns = [path('in-docstring/', x)]"""
from django.contrib import admin
from django.urls import include, path, re_path

from shop import views
from shop.api import router

urlpatterns = [
    path('admin/', admin.site.urls),
    path('', views.home, name='home'),
    # path('commented/', views.home),
    path('shop/', include('shop.urls', namespace='shop')),
    path('api/', include(router.urls)),
    re_path(r'^articles/(?P<year>[0-9]{4})/(?P<slug>[\\w-]+)/$', views.Article.as_view()),
    path('accounts/', include('allauth.urls')),
]
urlpatterns += [path('late/<slug:name>/', views.late)]
`,
    'project/shop/__init__.py': '',
    'project/shop/urls.py': `from django.urls import path
from . import views
app_name = 'shop'
urlpatterns = [
    path('carts/<int:pk>/', views.CartDetail.as_view(), name='cart'),
    path('carts/<int:pk>/pay/', views.pay),
    path('export/', views.CartSet.as_view({'get': 'export', 'post': 'start'})),
    path('media/<path:file>', views.media),
]
`,
    'project/shop/views.py': `from django.views.decorators.http import require_http_methods, require_POST
from rest_framework.decorators import api_view
from rest_framework import generics, viewsets
from django.views import View

def home(request): ...

@require_POST
def pay(request, pk): ...

@api_view(['GET', 'PUT'])
def late(request, name): ...

@login_required
@require_http_methods(["GET"])
def media(request, file): ...

class CartDetail(generics.RetrieveUpdateDestroyAPIView):
    queryset = Cart.objects.all()
    http_method_names = ['get', 'patch', 'delete']

class Article(View):
    def get(self, request, year, slug): ...

class CartSet(viewsets.ViewSet):
    def export(self, request): ...
`,
    'project/shop/api.py': `from rest_framework import routers
from .viewsets import ItemViewSet, LogViewSet
router = routers.DefaultRouter()
router.register(r'items', ItemViewSet, basename='item')
router.register('logs', LogViewSet)
`,
    'project/shop/viewsets.py': `from rest_framework import mixins, viewsets
from rest_framework.decorators import action

class ItemViewSet(viewsets.ModelViewSet):
    lookup_field = 'sku'

    @action(detail=True, methods=['post'], url_path='set-price')
    def set_price(self, request, sku=None): ...

    @action(detail=False)
    def recent(self, request): ...

class LogViewSet(mixins.ListModelMixin, viewsets.GenericViewSet):
    def create(self, request): ...
`,
  });
  expect(lines(report)).toEqual([
    'ANY /admin/{path*} project/project/urls.py:9 admin.site.urls # its routes come from a package that is not in this folder',
    'ANY / project/project/urls.py:10 home',
    'GET /articles/{year}/{slug} project/project/urls.py:14 Article',
    'ANY /accounts/{path*} project/project/urls.py:15 # routes of allauth.urls, which is not in this folder',
    'GET,PUT /late/{name} project/project/urls.py:17 late',
    'GET /api/items project/shop/api.py:4 ItemViewSet.list',
    'POST /api/items project/shop/api.py:4 ItemViewSet.create',
    'GET /api/items/{sku} project/shop/api.py:4 ItemViewSet.retrieve',
    'PUT /api/items/{sku} project/shop/api.py:4 ItemViewSet.update',
    'PATCH /api/items/{sku} project/shop/api.py:4 ItemViewSet.partial_update',
    'DELETE /api/items/{sku} project/shop/api.py:4 ItemViewSet.destroy',
    'GET /api/logs project/shop/api.py:5 LogViewSet.list',
    'POST /api/logs project/shop/api.py:5 LogViewSet.create',
    'DELETE,GET,PATCH /shop/carts/{pk} project/shop/urls.py:5 CartDetail',
    'POST /shop/carts/{pk}/pay project/shop/urls.py:6 pay',
    'GET,POST /shop/export project/shop/urls.py:7 CartSet',
    'GET /shop/media/{file*} project/shop/urls.py:8 media',
    'POST /api/items/{sku}/set-price project/shop/viewsets.py:7 ItemViewSet.set_price',
    'GET /api/items/recent project/shop/viewsets.py:10 ItemViewSet.recent',
  ]);
});
