/**
 * True for a media type whose content detectors can read. A missing or general type is one: files that a path led to have
 * no other.
 */
export const mayHoldText = (type: string): boolean => type === '' || TEXT.test(type);

const TEXT =
  /^text\/|[/+.-](?:json|xml|yaml|toml|sql|javascript|graphql|php|sh)$|^application\/(?:x-www-form-urlencoded|octet-stream|x-ndjson|jsonl|problem)$/;
