package cloud.kuryzhev.rbacguard.drift.telling;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import java.util.Map;
import java.util.Optional;

/**
 * What one sink was told last of one violation. It is an annotation of the violation, so that it outlives this process and is known to
 * whichever replica leads next.
 *
 * @param phase of the violation then
 * @param digest of what was said
 * @param at when, RFC 3339
 * @param reference where it can be read, such as the URL of an issue; empty if there is no such place
 */
record Told(String phase, String digest, String at, String reference) {

    private static final String PREFIX = RBACViolation.GROUP + "/told-";

    static String annotation(String sink) {
        return PREFIX + sink;
    }

    /** What anybody else wrote there is as good as nothing. */
    static Optional<Told> of(RBACViolation violation, String sink) {
        Map<String, String> annotations = violation.getMetadata().getAnnotations();
        String value = annotations == null ? null : annotations.get(annotation(sink));
        String[] words = value == null ? new String[0] : value.split(" ", -1);
        return words.length == 4 ? Optional.of(new Told(words[0], words[1], words[2], words[3])) : Optional.empty();
    }

    String value() {
        return String.join(" ", phase, digest, at, reference);
    }
}
