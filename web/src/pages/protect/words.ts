export const ACTION_WORDS = {
  log: 'writes it down',
  'block-request': 'refuses the request',
  'block-actor': 'blocks the actor for a time',
} as const;

/** What each mode means for traffic, said before it is switched. */
export const MODE_WORDS = {
  enforce: 'Requests are refused where a rule in enforce mode says so.',
  monitor: 'Every request is let through. What would have been refused is written down.',
  off: 'Nothing is judged. Requests pass and are recorded without signals.',
} as const;
