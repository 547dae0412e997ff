import type { Text } from '@featuremap/grader';

/** An element of an SVG document, with the text directly inside it. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  text: string;
}

/** What is wrong with a document, and where. */
export interface SvgError {
  readonly at: number;
  readonly problem: Text;
}

const token = /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<(\/?)([\w:-]+)((?:[^<>"']|"[^"]*"|'[^']*')*?)(\/?)>|([^<]+)/y;
const attribute = /\s+([\w:-]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y;
const bareAmpersand = /&(?!(?:#\d+|#x[\da-f]+|amp|lt|gt|quot|apos);)/i;

/** Reads a document, as far as is needed to find out what is drawn: all elements in order, or the first error. */
export function parseSvg(source: string): readonly Element[] | SvgError {
  const elements: Element[] = [];
  const open: { element: Element; at: number }[] = [];
  let at = source.length - source.trimStart().length;
  const end = source.trimEnd().length;
  while (at < end) {
    token.lastIndex = at;
    const found = token.exec(source);
    if (!found) return { at, problem: problems.tag };
    const [all, slash, name, inside, selfClosing, text] = found;
    const error = bareAmpersand.exec(all);
    if (error && !all.startsWith('<!--')) return { at: at + error.index, problem: problems.ampersand };
    if (text !== undefined) {
      const parent = open.at(-1);
      if (!parent) return { at, problem: problems.outside };
      parent.element.text += text;
    } else if (slash) {
      if (open.at(-1)?.element.name !== name)
        return { at, problem: notOpen(name, open.at(-1)?.element.name) };
      open.pop();
    } else if (name) {
      if (open.length === 0 && elements.length > 0) return { at, problem: problems.outside };
      const attributes = readAttributes(inside);
      if (typeof attributes === 'number')
        return { at: at + 1 + name.length + attributes, problem: problems.attribute };
      const element = { name, attributes, text: '' };
      elements.push(element);
      if (!selfClosing) open.push({ element, at });
    }
    at += all.length;
  }
  const [unclosed] = open.slice(-1);
  return unclosed ? { at: unclosed.at, problem: notClosed(unclosed.element.name) } : elements;
}

/** @returns the attributes by name, or where they are no longer any */
function readAttributes(inside: string): Record<string, string> | number {
  const attributes: Record<string, string> = {};
  let at = 0;
  while (inside.slice(at).trim() !== '') {
    attribute.lastIndex = at;
    const found = attribute.exec(inside);
    if (!found || found[1] in attributes) return at;
    attributes[found[1]] = found[2] ?? found[3];
    at += found[0].length;
  }
  return attributes;
}

const problems = {
  tag: { en: 'here a tag is not complete', zh: '这里的标签不完整' },
  ampersand: { en: 'an & is written &amp; in SVG', zh: '在 SVG 里，& 要写成 &amp;' },
  outside: {
    en: 'here something stands outside of the one <svg> element',
    zh: '这里有内容落在唯一的 <svg> 元素之外',
  },
  attribute: {
    en: 'here an attribute is not written name="value", or is there twice',
    zh: '这里的属性没有写成 name="value"，或者重复了',
  },
} satisfies Record<string, Text>;

const notOpen = (name: string, open: string | undefined): Text =>
  open === undefined
    ? { en: `here </${name}> closes what is not open`, zh: `这里的 </${name}> 没有对应的开始标签` }
    : {
        en: `here </${name}> closes what is not open; <${open}> is`,
        zh: `这里的 </${name}> 没有对应的开始标签；还没有结束的是 <${open}>`,
      };

const notClosed = (name: string): Text => ({
  en: `<${name}> is never closed: write <${name} …/> or </${name}>`,
  zh: `<${name}> 没有结束：请写 <${name} …/> 或 </${name}>`,
});

/** An attribute, or the property of that name in `style`. */
export function styleOf({ attributes }: Element, name: string): string | undefined {
  const property = new RegExp(`(?:^|;)\\s*${name}\\s*:\\s*([^;]+)`).exec(attributes.style ?? '');
  return property?.[1].trim() ?? attributes[name];
}

/** The points of a polyline; numbers that cannot be read are NaN. */
export function pointsOf({ attributes }: Element): [number, number][] {
  const numbers = (attributes.points ?? '')
    .split(/[\s,]+/)
    .filter(Boolean)
    .map(Number);
  return Array.from({ length: Math.ceil(numbers.length / 2) }, (_, n) => [
    numbers[2 * n],
    numbers[2 * n + 1] ?? Number.NaN,
  ]);
}
