import { defineDataClass, matching } from './define.ts';

export const telegramToken = defineDataClass({
  id: 'telegram-token',
  title: 'Telegram bot token',
  category: 'credential',
  anywhere: matching(/\b\d{8,10}:AA[\w-]{33}(?![\w-])/, 1),
  examples: {
    is: [['field', '123456789:AAaB3aB3aB3aB3aB3aB3aB3aB3aB3aB3aB3']],
    isNot: [['time', '12345678:AAb']],
  },
});
