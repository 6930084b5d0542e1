package cloud.kuryzhev.rbacguard.pages.queue;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolationSpec;
import cloud.kuryzhev.rbacguard.pages.known.Owners;
import cloud.kuryzhev.rbacguard.pages.known.Phases;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What the queue can be narrowed to. */
enum Filter {
    SEVERITY {
        @Override
        Predicate<RBACViolation> passes(String value, Owners owners) {
            return it -> it.getSpec().severity().equalsIgnoreCase(value);
        }
    },
    RULE {
        @Override
        Predicate<RBACViolation> passes(String value, Owners owners) {
            return it -> it.getSpec().violatedRules().stream().anyMatch(rule -> has(rule, value));
        }
    },
    NAMESPACE {
        @Override
        Predicate<RBACViolation> passes(String value, Owners owners) {
            return it -> it.getMetadata().getNamespace().equals(value);
        }
    },
    SUBJECT {
        @Override
        Predicate<RBACViolation> passes(String value, Owners owners) {
            return it -> it.getSpec().subjects().stream().anyMatch(subject -> has(subject, value));
        }
    },
    OWNER {
        @Override
        Predicate<RBACViolation> passes(String value, Owners owners) {
            return it -> owners.of(it.getSpec().sourceNamespace()).stream().anyMatch(owner -> has(owner, value));
        }
    },
    TEXT {
        @Override
        Predicate<RBACViolation> passes(String value, Owners owners) {
            return it -> words(it).anyMatch(word -> has(word, value));
        }
    };

    abstract Predicate<RBACViolation> passes(String value, Owners owners);

    /** All names. */
    static Stream<String> names() {
        return Stream.of(values()).map(Filter::toString);
    }

    /** Whatever passes all that is asked for, phase included. */
    static Predicate<RBACViolation> all(QueueQuery query, Owners owners) {
        Map<String, String> asked = query.filters();
        return Stream.of(values())
                .filter(it -> asked.containsKey(it.toString()))
                .map(it -> it.passes(query.filter(it.toString()), owners))
                .reduce(phase(query), Predicate::and);
    }

    private static Predicate<RBACViolation> phase(QueueQuery query) {
        String phase = query.filter(QueueQuery.PHASE);
        if (query.waitingOnly()) {
            return Phases::isWaiting;
        }
        return it -> phase.equals(QueueQuery.ALL) || Phases.of(it).equalsIgnoreCase(phase);
    }

    private static Stream<String> words(RBACViolation violation) {
        RBACViolationSpec spec = violation.getSpec();
        String summary = spec.suggestion() == null ? "" : spec.suggestion().summary();
        return Stream.of(
                        Stream.of(spec.sourceKind(), spec.sourceName(), summary),
                        Stream.of(
                                violation.getMetadata().getNamespace(),
                                violation.getMetadata().getName()),
                        spec.subjects().stream(),
                        spec.violatedRules().stream())
                .flatMap(it -> it);
    }

    private static boolean has(String text, String part) {
        return text.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
    }

    /** As the URL says it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
