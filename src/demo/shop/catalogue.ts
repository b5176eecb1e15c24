import { createRandom } from '../random.ts';

export interface Product {
  readonly id: number;
  readonly slug: string;
  readonly name: string;
  readonly category: string;
  readonly description: string;
  readonly priceCents: number;
  readonly currency: 'EUR';
  stock: number;
  readonly rating: number;
  readonly image: string;
}

export const CATEGORIES = [
  {
    slug: 'kitchen',
    name: 'Kitchen',
    things: ['Teapot', 'Serving Board', 'Kettle', 'Salt Cellar', 'Whisk', 'Mixing Bowl'],
  },
  { slug: 'lighting', name: 'Lighting', things: ['Desk Lamp', 'Lantern', 'Floor Lamp', 'Candle Holder', 'Pendant'] },
  { slug: 'textiles', name: 'Textiles', things: ['Blanket', 'Cushion', 'Table Runner', 'Towel Set', 'Rug'] },
  { slug: 'garden', name: 'Garden', things: ['Planter', 'Watering Can', 'Bird Bath', 'Bench', 'Trowel'] },
  { slug: 'office', name: 'Office', things: ['Notebook', 'Pen Tray', 'Letter Opener', 'Bookend', 'Paper Tray'] },
] as const;

const MATERIALS = ['Walnut', 'Oak', 'Copper', 'Brass', 'Linen', 'Wool', 'Slate', 'Glass', 'Stoneware', 'Cork'];

/** Words customers search for; each finds something. */
export const SEARCH_WORDS = [...MATERIALS, ...CATEGORIES.flatMap((category) => category.things)];

/** One product a thing and two materials: about fifty, the same for the same seed. */
export function catalogue(seed: number): Product[] {
  const random = createRandom(seed, 3);
  const products: Product[] = [];
  for (const category of CATEGORIES) {
    for (const [index, thing] of category.things.entries()) {
      for (const offset of [0, 5]) {
        const material = MATERIALS[(index + offset + category.slug.length) % MATERIALS.length] ?? 'Oak';
        const name = `${material} ${thing}`;
        const slug = name.toLowerCase().replaceAll(' ', '-');
        products.push({
          id: 501 + products.length,
          slug,
          name,
          category: category.slug,
          description: `${name}, made by hand in small batches. Ships in ${random.int(1, 5)} days.`,
          priceCents: random.int(8, 180) * 100 - 5,
          currency: 'EUR',
          stock: random.int(200, 2_000),
          rating: random.int(34, 50) / 10,
          image: `/images/products/${slug}.svg`,
        });
      }
    }
  }
  return products;
}
