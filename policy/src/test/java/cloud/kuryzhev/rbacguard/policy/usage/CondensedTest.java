package cloud.kuryzhev.rbacguard.policy.usage;

import static cloud.kuryzhev.rbacguard.policy.Given.ask;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import java.time.Instant;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CondensedTest {

    private static final Seen ONCE = Seen.once(Instant.EPOCH);

    @Test
    void aHundredPathsOfAVerbAreKeptAndTheNextIsCounted() {
        assertThat(condensed(100, i -> ask("get", "/p" + i)).omitted()).isZero();

        Condensed more = condensed(101, i -> ask("get", "/p" + i));

        assertThat(more.permissions()).hasSize(100);
        assertThat(more.omitted()).isOne();
    }

    @Test
    void pathsAreCountedForEachVerb() {
        assertThat(condensed(200, i -> ask(i % 2 == 0 ? "get" : "post", "/p" + i))
                        .omitted())
                .isZero();
    }

    @Test
    void resourcesAreNoPathsHoweverManyTheyAre() {
        Condensed many = condensed(300, i -> ask("get", "res" + i, "", "shop"));

        assertThat(many.permissions()).hasSize(300);
        assertThat(many.omitted()).isZero();
    }

    private static Condensed condensed(int count, IntFunction<Permission> each) {
        Map<Permission, Seen> seen =
                IntStream.range(0, count).mapToObj(each).collect(Collectors.toMap(it -> it, _ -> ONCE));
        return Condensed.of(seen);
    }
}
