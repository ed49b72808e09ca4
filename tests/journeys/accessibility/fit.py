"""Whether a page fits: no wider than its window, nothing clipped with wider text spacing, targets big enough."""

from playwright.sync_api import Page

WIDTH = """() => {
  const root = document.documentElement, wrong = [];
  if (root.scrollWidth > root.clientWidth) {
    const out = [...document.body.querySelectorAll('*')].filter((el) => {
      const box = el.getBoundingClientRect();
      return box.width && box.right > root.clientWidth + 0.5 && !el.closest('.table-region');
    }).slice(-3);
    const names = out.map((el) => `${el.localName}.${el.className.baseVal ?? el.className}`);
    wrong.push(`${root.scrollWidth - root.clientWidth} px too wide: ${names.join(', ')}`);
  }
  return wrong;
}"""
# Boxes that cut their text off or let it run out of them. What scrolls is left out, and what is hidden on purpose.
CLIPPED = """() => {
  const wrong = [];
  const apart = '.visually-hidden, .skip-link, svg, select, textarea, input, .table-region';
  for (const el of document.body.querySelectorAll('*')) {
    if (!el.clientWidth || el.closest(apart)) continue;
    const style = getComputedStyle(el);
    if (style.display === 'inline' || style.visibility === 'hidden') continue;
    const across = el.scrollWidth - el.clientWidth, down = el.scrollHeight - el.clientHeight;
    const scrolls = (overflow) => overflow === 'auto' || overflow === 'scroll';
    const out = across > 1 && !scrolls(style.overflowX) ? `${across} px across` :
      down > 1 && !scrolls(style.overflowY) ? `${down} px down` : '';
    if (out) wrong.push(`${el.localName}.${el.className} holds ${out} too much: ${el.innerText.slice(0, 40)}`);
  }
  for (const text of document.querySelectorAll('svg text')) {
    const box = text.getBoundingClientRect(), image = text.closest('svg').getBoundingClientRect();
    if (box.width && (box.left < image.left - 1 || box.right > image.right + 1))
      wrong.push(`the chart cuts off ${text.textContent}`);
  }
  return wrong;
}"""
# WCAG 2.2, 2.5.8, without its exception for spacing. A label is part of its field's target.
SMALL = """() => {
  const wrong = [];
  const among = (el) => {  // a link in text: something other than links and buttons stands in its line
    if (!el.matches('a') || getComputedStyle(el).display !== 'inline') return false;
    const block = el.closest('p, li, td, th, dd, dt, h1, h2, h3, div');
    const isText = (child) => child.nodeType === 1 && !child.matches('a, button, form, .visually-hidden');
    const words = (node) => [...node.childNodes].some((child) => child.nodeType === Node.TEXT_NODE
      ? child.data.trim() : isText(child) && words(child));
    return words(block);
  };
  for (const el of document.querySelectorAll('a[href], button, input, select, textarea, summary')) {
    if (el.type === 'hidden' || !el.getClientRects().length || el.closest('.visually-hidden, .skip-link')) continue;
    if (el.disabled || among(el)) continue;
    const boxes = [el, ...(el.labels ?? [])].map((part) => part.getBoundingClientRect());
    const over = getComputedStyle(el, '::after');  // a link whose target is its whole row or card
    if (over.content !== 'none' && over.position === 'absolute')
      boxes.push({ width: parseFloat(over.width), height: parseFloat(over.height) });
    if (!boxes.some((box) => box.width >= 23.5 && box.height >= 23.5)) {
      const [{ width, height }] = boxes;
      wrong.push(`a target of ${Math.round(width)} by ${Math.round(height)} px: ${el.innerText || el.name}`);
    }
  }
  return wrong;
}"""

MISFITS = f"() => [{WIDTH}, {SMALL}].flatMap((check) => check())"
# WCAG 2.2, 1.4.12. A constructed sheet is not inline style, so the page's policy allows it.
MISFITS_WHEN_SPACED = f"""() => {{
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* {{ line-height: 1.5 !important; letter-spacing: .12em !important;
    word-spacing: .16em !important }} p {{ margin-bottom: 2em !important }}`);
  document.adoptedStyleSheets.push(sheet);
  const wrong = [{WIDTH}, {CLIPPED}].flatMap((check) => check());
  document.adoptedStyleSheets.pop();
  return wrong;
}}"""


def misfits(page: Page) -> list[str]:
    """What is too wide or too small at this width."""
    return page.evaluate(MISFITS)


def misfits_when_spaced(page: Page) -> list[str]:
    """What is too wide or cut off with wider text spacing."""
    return [f"with wider spacing, {words}" for words in page.evaluate(MISFITS_WHEN_SPACED)]
