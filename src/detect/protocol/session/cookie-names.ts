/**
 * Names under which servers and frameworks keep their sessions in cookies, in lower case. Nobody calls a parameter so who
 * does not mean that cookie; `session_id`, `sid` and the like are parameters of honest APIs and not here.
 */
export const SESSION_COOKIES: readonly string[] = [
  // Java
  'jsessionid',
  'jsessionidsso',
  'jservsessionid',
  'jwsessionid',
  'wlsessionid',
  'weblogicsession',
  'play_session',
  'sap-contextid',
  // PHP
  'phpsessid',
  'phpsessionid',
  'yiiphpsessid',
  'laravel_session',
  'ci_session',
  'cakephp',
  'cakesession',
  'zenid',
  'oscsid',
  'fe_typo_user',
  'be_typo_user',
  'sqmsessid',
  'roundcube_sessid',
  'bbsessionhash',
  'xf_session',
  'wordpress_logged_in',
  // Microsoft
  'aspsessionid',
  'asp.net_sessionid',
  'aspnet_sessionid',
  '.aspxauth',
  '.aspnetcore.session',
  'fedauth',
  'siteserver',
  // ColdFusion
  'cfid',
  'cftoken',
  // JavaScript
  'connect.sid',
  'express.sid',
  'express:sess',
  'koa.sess',
  'koa:sess',
  'koa.sid',
  'sails.sid',
  'keystone.sid',
  'nodebb.sid',
  'adonis-session',
  'next-auth.session-token',
  '__secure-next-auth.session-token',
  'authjs.session-token',
  // Ruby
  'rack.session',
  '_session_id',
  '_rails_session',
  'sinatra.session',
  '_hanami.session',
  // Python
  'beaker.session.id',
  'pyramid_session',
  'pylonssession',
  'webpy_session_id',
  '_zopeid',
  // others
  'plack_session',
  'catalyst_session',
  'grafana_session',
  '_phoenix_key',
];
