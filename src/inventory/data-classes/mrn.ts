import { defineDataClass, matching } from './define.ts';

export const mrn = defineDataClass({
  id: 'mrn',
  title: 'Medical record number',
  category: 'health',
  names:
    /\b(?:mrn(?: ?(?:number|no|id))?|emr ?(?:number|no|id)|medical ?record(?: ?(?:number|no|id))?|patient ?(?:id|number|no|nr)|chart ?(?:number|no)|hospital ?(?:number|no)|patientennummer|krankenversichertennummer|health ?(?:record|card|insurance)(?: ?(?:number|no|id)))$/,
  named: matching(/^(?=.*\d{3})[A-Z\d-]{4,20}$/i, 0.9),
  examples: {
    is: [
      ['mrn', '00451283'],
      ['medicalRecordNumber', 'MR-104233'],
    ],
    isNot: [
      ['mrn', 'new'],
      ['record', '00451283'],
    ],
  },
});
