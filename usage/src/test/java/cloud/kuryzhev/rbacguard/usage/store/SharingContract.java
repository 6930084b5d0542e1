package cloud.kuryzhev.rbacguard.usage.store;

import static cloud.kuryzhev.rbacguard.usage.EventJson.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.kuryzhev.rbacguard.policy.usage.Seen;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Of several who move the same sources, one does. */
abstract class SharingContract extends DaysContract {

    @Test
    void ofTwoWhoReadTheSameSourceOneCommitsAndTheOtherLearnsOfIt() {
        try (UsageStore rival = JdbcStore.open(database("usage"), Limits.DEFAULT)) {
            assertThat(store.checkpoint("a")).isEmpty();
            assertThat(rival.checkpoint("a")).isEmpty();
            commit("1", event());
            for (int attempt = 0; attempt < 2; attempt++) {
                assertThatThrownBy(() -> rival.commit(new Checkpoint("a", "1"), batch(event())))
                        .isInstanceOf(SourceMovedException.class)
                        .hasMessageContaining("the source a ");
            }
            assertThat(rival.checkpoint("a")).contains(new Checkpoint("a", "1"));
            rival.commit(new Checkpoint("a", "2"), batch(event()));
            assertThatThrownBy(() -> commit("2", event())).isInstanceOf(SourceMovedException.class);
        }
        assertThat(store.lines("a")).isEqualTo(Map.of("used", 2L));
        assertThat(used().get(GET_WEB)).extracting(Seen::count).isEqualTo(2L);
    }

    @Test
    void ofSeveralPositionsAllMoveOrNone() {
        store.checkpoint("p1");
        try (UsageStore rival = JdbcStore.open(database("usage"), Limits.DEFAULT)) {
            rival.commit(new Checkpoint("p1", "5"), batch(event()));
        }
        List<Checkpoint> both = List.of(new Checkpoint("p0", "1"), new Checkpoint("p1", "1"));
        assertThatThrownBy(() -> store.commit(both, batch(event()))).isInstanceOf(SourceMovedException.class);
        assertThat(store.checkpoint("p0")).isEmpty();
        assertThat(store.lines("p0")).isEmpty();
    }

    @Test
    void severalPositionsMoveTogetherAndTheLinesAreTheFirstOnes() {
        store.commit(List.of(new Checkpoint("topic", "2"), new Checkpoint("topic/1", "7")), batch(event()));
        assertThat(store.checkpoint("topic/1")).contains(new Checkpoint("topic/1", "7"));
        assertThat(store.lines("topic")).isEqualTo(Map.of("used", 1L));
        assertThat(store.lines("topic/1")).isEmpty();
        assertThat(store.snapshot().coverage().events()).isEqualTo(1);
    }
}
