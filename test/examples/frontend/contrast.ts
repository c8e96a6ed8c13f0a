import type { Page } from 'playwright-core';

export interface FaintText {
  text: string;
  ratio: number;
}

/** Texts that stand out from what is behind them less than WCAG 2.2 AA asks for (1.4.3), as the page is drawn now. */
export const faintTexts = (page: Page): Promise<FaintText[]> => page.evaluate(SCRIPT);

/** Runs in the page. Colours are drawn on a canvas, which knows all the ways to write them. */
const SCRIPT = `(() => {
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  const backdropsOf = (element) => element ? [...backdropsOf(element.parentElement), getComputedStyle(element).backgroundColor] : ['white'];
  const drawn = (colours) => {
    for (const colour of colours) { canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); }
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const luminance = (rgb) => {
    const [r, g, b] = rgb.map((value) => value / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const faint = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { textContent, parentElement } = walker.currentNode;
    const { width, height } = parentElement.getBoundingClientRect();
    if (!textContent.trim() || width <= 1 || height <= 1) continue;
    const style = getComputedStyle(parentElement);
    const behind = backdropsOf(parentElement);
    const colour = parentElement instanceof SVGElement ? style.fill : style.color;
    const [dark, light] = [luminance(drawn(behind)), luminance(drawn([...behind, colour]))].sort((a, b) => a - b);
    const ratio = (light + 0.05) / (dark + 0.05);
    const isLarge = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && style.fontWeight >= 700);
    if (ratio < (isLarge ? 3 : 4.5)) faint.push({ text: textContent.trim(), ratio });
  }
  return faint;
})()`;
