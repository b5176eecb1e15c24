import { chi } from './chi.ts';
import { django } from './django.ts';
import { echo } from './echo.ts';
import { express } from './express.ts';
import { fastapi } from './fastapi.ts';
import { fastify } from './fastify.ts';
import { flask } from './flask.ts';
import type { Framework } from './framework.ts';
import { gin } from './gin.ts';
import { hono } from './hono.ts';
import { nestjs } from './nestjs.ts';
import { netHttp } from './net-http.ts';
import { nextjs } from './nextjs.ts';
import { spring } from './spring.ts';

/** Every framework that is known. A new one is one file and one line here. */
export const FRAMEWORKS: readonly Framework[] = [
  express,
  fastify,
  nestjs,
  hono,
  nextjs,
  flask,
  fastapi,
  django,
  spring,
  gin,
  chi,
  echo,
  netHttp,
];
