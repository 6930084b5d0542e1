package cloud.kuryzhev.rbacguard.pages.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.List;

/** Where things lie on a page. */
public record Layout(Page page) {

    /** Controls and their labels that lie on each other, but for what lies within another. */
    private static final String OVERLAPPING = """
            () => {
              const controls = [...document.querySelectorAll('a, button, input, select, textarea, summary, label')]
                .filter(it => it.checkVisibility({visibilityProperty: true}) && !it.classList.contains('skip'));
              const boxes = controls.flatMap(it => [...it.getClientRects()].map(box => ({it, box})));
              const apart = (one, other) => one.right - 1 <= other.left || other.right - 1 <= one.left
                || one.bottom - 1 <= other.top || other.bottom - 1 <= one.top;
              const name = it => it.outerHTML.slice(0, 120);
              return boxes.flatMap(({it, box}, at) => boxes.slice(at + 1)
                .filter(other => other.it !== it && !other.it.contains(it) && !it.contains(other.it) && !apart(box, other.box))
                .map(other => name(it) + ' lies on ' + name(other.it)));
            }""";

    /** Layout Instability (WICG): each shift so far, with what moved. */
    private static final String SHIFTS = """
            async () => {
              const seen = [];
              const observer = new PerformanceObserver(list => seen.push(...list.getEntries()));
              observer.observe({type: 'layout-shift', buffered: true});
              await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))));
              return [...seen, ...observer.takeRecords()].map(it => it.value + ': '
                + it.sources.map(source => source.node?.outerHTML ?? source.node?.textContent ?? '').join().slice(0, 300));
            }""";

    /** At this width nothing is cut off, nothing lies on anything else, and nobody has to scroll sideways. */
    public void expectFits(int width) {
        page.setViewportSize(width, 800);
        assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                .as("width of the page in %d px", width)
                .isLessThanOrEqualTo(width);
        assertThat((List<?>) page.evaluate(OVERLAPPING))
                .as("controls on others in %d px", width)
                .isEmpty();
    }

    /** What has moved since the page was opened, with nobody touching it. */
    public List<?> shifts() {
        return (List<?>) page.evaluate(SHIFTS);
    }
}
