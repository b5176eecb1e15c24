// Loaded before the application: node --require ./tracing.cjs server.cjs
// Where to is told by OTEL_EXPORTER_OTLP_ENDPOINT; without it the exporter takes http://localhost:4318.
const { OTLPTraceExporter } = require('@opentelemetry/exporter-trace-otlp-proto');
const { HttpInstrumentation } = require('@opentelemetry/instrumentation-http');
const { BatchSpanProcessor, NodeTracerProvider } = require('@opentelemetry/sdk-trace-node');

const provider = new NodeTracerProvider({ spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())] });
provider.register();

const instrumentation = new HttpInstrumentation({
  // Spans carry no headers unless they are asked for. These tell who calls and what is spoken.
  headersToSpanAttributes: {
    server: { requestHeaders: ['authorization', 'x-api-key', 'content-type'], responseHeaders: ['content-type'] },
  },
});
instrumentation.setTracerProvider(provider);
instrumentation.enable();

process.once('SIGTERM', async () => {
  await provider.shutdown();
  process.exit();
});
