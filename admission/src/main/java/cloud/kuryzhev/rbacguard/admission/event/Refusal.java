package cloud.kuryzhev.rbacguard.admission.event;

import cloud.kuryzhev.rbacguard.kube.admission.ObjectRequest.Target;

/**
 * Something that was refused, to be told to whoever looks after the object.
 *
 * @param uid of the object, or {@code ""} if it is not stored
 * @param reason for machines, in CamelCase, such as {@code RBACDenied}
 * @param action what was asked for, such as {@code CREATE}
 * @param cause what makes it the same as another one: the ids of the rules, or who asked
 * @param note for people; cut off at what an event may hold
 */
public record Refusal(Target about, String uid, String reason, String action, String cause, String note) {

    /** Refusals that look the same to whoever reads of them. */
    record Sameness(Target about, String reason, String cause) {}

    Sameness sameness() {
        return new Sameness(about, reason, cause);
    }
}
