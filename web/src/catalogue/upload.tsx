import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../api/client.ts';
import { client } from '../api/hooks.ts';
import { plural } from '../lib/format.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Form } from '../ui/form.tsx';
import { toast } from '../ui/toast.tsx';
import { FORMAT_WORDS } from './words.ts';

const STALE: ReadonlySet<string> = new Set([
  'specifications',
  'specification',
  'compareSpecification',
  'coverage',
  'documented',
  'orphans',
  'endpoint',
  'endpoints',
]);

/** After a specification came or went: what is said about endpoints by it is asked anew. */
export const refreshCatalogue = (): Promise<void> =>
  client.invalidateQueries({ predicate: ({ queryKey }) => STALE.has(String(queryKey[0])) });

/** Text stays text; what is no UTF-8 is a binary descriptor set. */
async function contentOf(file: File): Promise<{ readonly content: string; readonly encoding: 'text' | 'base64' }> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  try {
    const content = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (!content.includes('\u0000')) return { content, encoding: 'text' };
  } catch {
    // Not UTF-8: sent as bytes.
  }
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return { content: btoa(binary), encoding: 'base64' };
}

const hostsIn = (text: string): readonly string[] => text.split(/[\s,]+/).filter((host) => host !== '');

function UploadForm({ host, close }: { readonly host: string; close(): void }) {
  const [file, setFile] = useState<File | null>(null);
  const [hosts, setHosts] = useState(host);
  const upload = useMutation({
    mutationFn: async (chosen: File) =>
      call('importSpecification', {
        body: { file: chosen.name, ...(await contentOf(chosen)), hosts: hostsIn(hosts) },
      }),
    onSuccess: async ({ title, version, format, operations, problems }) => {
      const told =
        problems.length === 0 ? '' : ` ${plural(problems.length, 'part')} could not be read; its page names them.`;
      toast(`${title} ${version} imported: ${FORMAT_WORDS[format]}, ${plural(operations, 'operation')}.${told}`);
      close();
      await refreshCatalogue();
    },
  });
  return (
    <Form
      submit={() => (file === null ? undefined : upload.mutate(file))}
      close={close}
      action="Import"
      busy={upload.isPending}
      ready={file !== null}
      problem={upload.error}
    >
      <label>
        <span className="mantine-InputWrapper-label">File</span>
        <span className="mantine-InputWrapper-description" style={{ display: 'block' }}>
          OpenAPI 2, 3.0 or 3.1, GraphQL schema or introspection, WSDL 1.1, protobuf descriptor set. It is read here and
          goes nowhere else.
        </span>
        <input
          type="file"
          required
          data-autofocus
          accept=".json,.yaml,.yml,.graphql,.gql,.wsdl,.xml,.pb,.desc,.binpb,.protoset"
          onChange={(event) => setFile(event.currentTarget.files?.[0] ?? null)}
        />
      </label>
      <TextInput
        label="Hosts"
        description="Where the API answers, if the file does not say it or says it wrongly. Separate by commas."
        autoComplete="off"
        value={hosts}
        onChange={(event) => setHosts(event.currentTarget.value)}
      />
    </Form>
  );
}

/** Brings a specification in by a file picker. */
export function UploadButton({ host = '' }: { readonly host?: string }) {
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Button size="xs" onClick={() => setOpened(true)}>
        Import specification
      </Button>
      <Dialog opened={opened} close={() => setOpened(false)} title="Import a specification">
        {opened ? <UploadForm host={host} close={() => setOpened(false)} /> : null}
      </Dialog>
    </>
  );
}
