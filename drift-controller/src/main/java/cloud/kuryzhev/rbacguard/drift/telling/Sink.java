package cloud.kuryzhev.rbacguard.drift.telling;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import java.util.List;

/** A place where violations are told. */
interface Sink {

    /** Of lower-case letters and hyphens: a part of the annotation's key, and the label in metrics. */
    String name();

    /** All that it says of a violation. When this differs from what was told, there is something to tell. */
    String content(RBACViolation violation);

    /** The most notices that it takes at once, 1 or more. */
    int batch();

    /** Whether it is told where nothing is wrong that an object was changed. */
    default boolean tellsChanges() {
        return true;
    }

    /** Whether two can be told at once. */
    default boolean together(Place first, Place other) {
        return true;
    }

    /** Whether it is there at all; while it is not, everything waits. */
    default boolean ready() {
        return true;
    }

    /** Tells all of them or none. */
    Answer tell(List<Notice> notices) throws InterruptedException;
}
