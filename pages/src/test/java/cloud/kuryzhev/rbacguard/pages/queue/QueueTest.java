package cloud.kuryzhev.rbacguard.pages.queue;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import cloud.kuryzhev.rbacguard.pages.browser.Violations;
import cloud.kuryzhev.rbacguard.pages.known.Owners;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QueueTest {

    private static final Owners OWNERS = namespace -> "shop".equals(namespace) ? List.of("acme/shop") : List.of();

    @Test
    void theWorstComesFirstAndTiesByName() {
        assertThat(names(Map.of()))
                .containsExactly("RoleBinding worst", "RoleBinding a", "RoleBinding b", "RoleBinding least");
        assertThat(names(Map.of("sort", "severity", "order", "asc")))
                .containsExactly("RoleBinding least", "RoleBinding a", "RoleBinding b", "RoleBinding worst");
    }

    @Test
    void filtersAddUp() {
        assertThat(names(Map.of("severity", "HIGH", "text", "BINDING")))
                .containsExactly("RoleBinding a", "RoleBinding b");
        assertThat(names(Map.of("severity", "HIGH", "subject", "shop/b"))).containsExactly("RoleBinding b");
        assertThat(names(Map.of("owner", "acme", "severity", "low"))).containsExactly("RoleBinding least");
        assertThat(names(Map.of("namespace", "sho"))).isEmpty();
        assertThat(names(Map.of("phase", "resolved"))).isEmpty();
        assertThat(names(Map.of("phase", "open"))).hasSize(4);
    }

    @Test
    void behindTheLastPageIsTheLastPage() {
        List<RBACViolation> many = IntStream.range(0, 101)
                .mapToObj(it -> Violations.of("shop", "n" + it, "HIGH"))
                .toList();

        var queue = Queue.of(many, QueueQuery.of(Map.of("page", "999")), OWNERS);

        assertThat(queue.rows()).hasSize(1);
        assertThat(queue.query().url()).isEqualTo("/queue?page=3");
    }

    @Test
    void theAddressSaysWhatIsShown() {
        var query =
                QueueQuery.of(Map.of("text", "a&b {c} ü", "sort", "unused", "order", "asc", "page", "2", "evil", "x"));

        assertThat(query.url()).isEqualTo("/queue?text=a%26b%20%7Bc%7D%20%C3%BC&sort=unused&order=asc&page=2");
        assertThat(query.sortedBy(Column.UNUSED)).endsWith("sort=unused&order=desc");
    }

    private static List<String> names(Map<String, String> parameters) {
        List<RBACViolation> all = List.of(
                Violations.of("shop", "b", "HIGH"),
                Violations.of("shop", "least", "LOW"),
                Violations.of("shop", "a", "HIGH"),
                Violations.of("shop", "worst", "CRITICAL"));
        return Queue.of(all, QueueQuery.of(parameters), OWNERS).rows().stream()
                .map(Row::object)
                .toList();
    }
}
