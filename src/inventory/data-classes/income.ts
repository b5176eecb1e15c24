import { defineDataClass, matching } from './define.ts';

export const income = defineDataClass({
  id: 'income',
  title: 'Salary or income',
  category: 'financial',
  names:
    /\b(?:salary|wage|wages|annual ?income|monthly ?income|income|compensation|net ?worth|credit ?score|gross ?pay|net ?pay|bonus ?amount|gehalt|bruttogehalt|salario|sueldo|salaire|stipendio|salaris|einkommen)$/,
  named: matching(/^(?:[A-Z]{3} ?|[$€£] ?)?\d[\d.,]*$/, 0.85),
  examples: {
    is: [
      ['salary', '54000'],
      ['annualIncome', '$ 54,000.00'],
    ],
    isNot: [
      ['salaryBand', '4'],
      ['income', 'monthly'],
    ],
  },
});
