import { DatabaseSync } from 'node:sqlite';
import type { Person } from '../people.ts';
import type { Product } from './catalogue.ts';

export interface SearchIndex {
  /** Ids of matching products, at most 200. Throws the database's own error. */
  find(text: string): readonly number[];
  close(): void;
}

/**
 * The shop's search, over an in-memory database. FLAW, on purpose: the text is pasted into the statement, so a quote
 * breaks it and a crafted text changes what it asks (CWE-89). One statement is prepared, nothing but SELECT can come of
 * it, and the database holds invented rows only.
 */
export function createSearchIndex(products: readonly Product[], staff: readonly Person[]): SearchIndex {
  const database = new DatabaseSync(':memory:');
  database.exec(`CREATE TABLE product (id INTEGER PRIMARY KEY, name TEXT, description TEXT, price_cents INTEGER);
    CREATE TABLE staff (id INTEGER PRIMARY KEY, email TEXT, phone TEXT);`);
  const addProduct = database.prepare('INSERT INTO product VALUES (?, ?, ?, ?)');
  for (const product of products) addProduct.run(product.id, product.name, product.description, product.priceCents);
  const addStaff = database.prepare('INSERT INTO staff VALUES (?, ?, ?)');
  for (const person of staff) addStaff.run(person.id, person.email, person.phone);
  return {
    find: (text) => {
      const rows = database
        .prepare(`SELECT id FROM product WHERE name LIKE '%${text}%' OR description LIKE '%${text}%' LIMIT 200`)
        .all();
      return rows.map((row) => Number(row['id']));
    },
    close: () => database.close(),
  };
}
