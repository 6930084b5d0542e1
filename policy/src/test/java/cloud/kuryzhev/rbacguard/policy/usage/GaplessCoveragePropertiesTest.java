package cloud.kuryzhev.rbacguard.policy.usage;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.policy.usage.SourceCoverage.Heard;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Told second by second: a window is gapless only if each expected source was heard in all of it. */
class GaplessCoveragePropertiesTest {

    private static final int END = 30;
    private static final List<String> NAMES = List.of("a", "b", "c");

    @Property(edgeCases = EdgeCasesMode.NONE)
    void inTheWindowEveryExpectedSourceIsHeardWithoutAGap(
            @ForAll("sources") List<SourceCoverage> sources, @ForAll("expected") Set<String> expected) {
        Coverage window = GaplessCoverage.of(sources, expected);
        if (window.events() > 0) {
            assertThat(expected).allSatisfy(name -> assertThat(sources)
                    .filteredOn(it -> it.source().equals(name))
                    .anyMatch(it -> it.heard().stream().anyMatch(heard -> contains(heard.time(), window))));
        }
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void noLaterSecondWasHeardFromAllOfThem(
            @ForAll("sources") List<SourceCoverage> sources, @ForAll("expected") Set<String> expected) {
        Coverage window = GaplessCoverage.of(sources, expected);
        List<Long> together = IntStream.rangeClosed(0, END)
                .mapToObj(Long::valueOf)
                .filter(second ->
                        !expected.isEmpty() && expected.stream().allMatch(name -> isHeardNow(sources, name, second)))
                .toList();
        if (together.isEmpty()) {
            assertThat(window).isEqualTo(Coverage.NONE);
        } else {
            assertThat(window.from()).isEqualTo(Instant.ofEpochSecond(together.getFirst()));
            assertThat(window.to()).isEqualTo(Instant.ofEpochSecond(together.getLast()));
        }
    }

    @Example
    void aSourceThatIsNotExpectedDoesNotShortenTheWindow() {
        var heard = source("a", List.of(1, 9));
        assertThat(GaplessCoverage.of(List.of(heard, source("gone", List.of(1, 2))), Set.of("a")))
                .isEqualTo(heard.heard().getFirst().time());
        assertThat(GaplessCoverage.of(List.of(heard), Set.of("a", "never"))).isEqualTo(Coverage.NONE);
    }

    private static boolean contains(Coverage outer, Coverage inner) {
        return outer.events() > 0
                && !outer.from().isAfter(inner.from())
                && !outer.to().isBefore(inner.to());
    }

    private static boolean isHeardNow(List<SourceCoverage> sources, String name, long second) {
        var at = Instant.ofEpochSecond(second);
        return sources.stream()
                .filter(it -> it.source().equals(name) && !it.heard().isEmpty())
                .anyMatch(it -> contains(it.heard().getLast().time(), new Coverage(at, at, 1)));
    }

    @Provide
    Arbitrary<Set<String>> expected() {
        return Arbitraries.of(NAMES).set();
    }

    @Provide
    Arbitrary<List<SourceCoverage>> sources() {
        Arbitrary<List<Integer>> borders = Arbitraries.integers()
                .between(0, END)
                .list()
                .uniqueElements()
                .ofMaxSize(6)
                .map(list -> list.stream().sorted().toList());
        return Combinators.combine(borders, borders, borders)
                .as((a, b, c) -> List.of(source("a", a), source("b", b), source("c", c)));
    }

    /** Heard from each even border to the next; a last one without a partner is a gap that nothing was heard after. */
    private static SourceCoverage source(String name, List<Integer> borders) {
        var heard = new ArrayList<Heard>();
        for (int i = 0; i < borders.size(); i += 2) {
            heard.add(new Heard(
                    i + 1 < borders.size()
                            ? new Coverage(
                                    Instant.ofEpochSecond(borders.get(i)), Instant.ofEpochSecond(borders.get(i + 1)), 2)
                            : Coverage.NONE,
                    i == 0 ? "" : "lines_lost"));
        }
        return new SourceCoverage(name, heard);
    }
}
