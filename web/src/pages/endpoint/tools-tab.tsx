import type { ToolDefinition } from '../../api/types.gen.ts';
import { Captured, CapturedBlock } from '../../ui/captured.tsx';
import { Panel } from '../../ui/panel.tsx';

/** Tools as the MCP server describes them to models. */
export function ToolsTab({ tools }: { readonly tools: readonly ToolDefinition[] }) {
  return tools.map(({ name, description, inputSchema, outputSchema }) => (
    <Panel key={name} title={`Tool ${name}`} note="as its server describes it to models">
      {description === undefined ? null : (
        <p>
          <Captured text={description} />
        </p>
      )}
      {inputSchema === undefined ? null : (
        <>
          <p className="quiet">Takes</p>
          <CapturedBlock label={`What ${name} takes`} text={JSON.stringify(inputSchema, null, 2)} />
        </>
      )}
      {outputSchema === undefined ? null : (
        <>
          <p className="quiet">Gives</p>
          <CapturedBlock label={`What ${name} gives`} text={JSON.stringify(outputSchema, null, 2)} />
        </>
      )}
    </Panel>
  ));
}
