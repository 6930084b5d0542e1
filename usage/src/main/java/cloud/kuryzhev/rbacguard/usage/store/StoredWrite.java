package cloud.kuryzhev.rbacguard.usage.store;

import cloud.kuryzhev.rbacguard.usage.event.RbacWrite;

/**
 * A write of a role or a binding, as it is kept.
 *
 * @param told whether people were told of it
 * @param outside whether the guard's webhook was not asked about it, nor about any later write of the object
 */
public record StoredWrite(RbacWrite write, boolean told, boolean outside) {}
