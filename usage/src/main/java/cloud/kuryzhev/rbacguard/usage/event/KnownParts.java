package cloud.kuryzhev.rbacguard.usage.event;

import cloud.kuryzhev.rbacguard.usage.event.AuditEvent.Authorization;
import cloud.kuryzhev.rbacguard.usage.event.AuditEvent.User;

/** What many lines of a log share, read lately. */
final class KnownParts {

    final Known<String> words = new Known<>(13, 64);
    final Known<Told<User>> callers = new Known<>(14, 2048);
    final Known<Told<Authorization>> authorizations = new Known<>(14, 512);
}
