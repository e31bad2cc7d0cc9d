/** Optional properties are absent, not undefined, everywhere in a `Service`. */

type Defined<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** The properties of `values` that have a value, in the same order. */
export function defined<T extends object>(values: T): Defined<T> {
  const result: Record<string, unknown> = {};
  for (const key of Object.keys(values) as (keyof T & string)[])
    if (values[key] !== undefined) result[key] = values[key];
  return result as Defined<T>;
}
