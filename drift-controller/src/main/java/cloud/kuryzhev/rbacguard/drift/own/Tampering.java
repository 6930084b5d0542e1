package cloud.kuryzhev.rbacguard.drift.own;

import io.fabric8.kubernetes.api.model.HasMetadata;

/**
 * One of the guard's objects that is not as it should be.
 *
 * @param what is wrong, such as {@code is deleted}
 */
public record Tampering(HasMetadata object, String what) {}
