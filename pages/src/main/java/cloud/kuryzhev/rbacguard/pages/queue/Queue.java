package cloud.kuryzhev.rbacguard.pages.queue;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import cloud.kuryzhev.rbacguard.pages.known.Owners;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One page of the violations that a viewer may list.
 *
 * @param query as it was answered: with the last page where one behind it was asked for
 * @param rules and {@code namespaces}: what there is to filter by, the first of each
 * @param known how many there are, whatever is filtered by
 */
record Queue(
        QueueQuery query,
        List<Row> rows,
        int found,
        int pages,
        int known,
        List<String> rules,
        List<String> namespaces) {

    static final int PAGE = 50;

    private static final int OFFERED = 200;

    static Queue of(Collection<RBACViolation> listable, QueueQuery asked, Owners owners) {
        List<RBACViolation> found = listable.stream()
                .filter(Filter.all(asked, owners))
                .sorted(asked.sort().order(asked.descending()))
                .toList();
        int pages = Math.max(1, (found.size() + PAGE - 1) / PAGE);
        int page = Math.min(asked.page(), pages);
        return new Queue(
                new QueueQuery(asked.filters(), asked.sort(), asked.descending(), page),
                found.stream()
                        .skip((page - 1L) * PAGE)
                        .limit(PAGE)
                        .map(it -> Row.of(it, owners))
                        .toList(),
                found.size(),
                pages,
                listable.size(),
                offered(listable, it -> it.getSpec().violatedRules().stream()),
                offered(listable, it -> Stream.of(it.getMetadata().getNamespace())));
    }

    private static List<String> offered(Collection<RBACViolation> all, Function<RBACViolation, Stream<String>> values) {
        return all.stream()
                .flatMap(values)
                .filter(it -> it.length() <= QueueQuery.LONGEST)
                .distinct()
                .sorted()
                .limit(OFFERED)
                .toList();
    }
}
