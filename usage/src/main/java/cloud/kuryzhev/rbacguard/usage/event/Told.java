package cloud.kuryzhev.rbacguard.usage.event;

import cloud.kuryzhev.rbacguard.usage.event.AuditEvent.Authorization;
import cloud.kuryzhev.rbacguard.usage.event.AuditEvent.User;
import cloud.kuryzhev.rbacguard.usage.event.Glance.Likeness;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of an event, and what it tells about permissions as ASCII: equal if and only if two parts tell the same. */
final class Told<T> {

    /** Stands before each text, and is no part of any. */
    private static final char NEXT = '\u00ff';

    private final T part;
    private final byte[] telling;
    private @Nullable Likeness likeness;

    private Told(T part, List<String> texts) throws Unusual {
        StringBuilder joined = new StringBuilder();
        int others = 0;
        for (String text : texts) {
            joined.append(NEXT).append(text);
        }
        for (int i = 0; i < joined.length(); i++) {
            others += joined.charAt(i) > 0x7f ? 1 : 0;
        }
        if (others != texts.size()) {
            throw new Unusual();
        }
        this.part = part;
        this.telling = joined.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Pods and nodes are not told: many of them do the same. */
    static Told<User> of(User user) throws Unusual {
        List<String> texts = new ArrayList<>(user.groups());
        texts.addFirst(user.name());
        return new Told<>(user, texts);
    }

    static Told<Authorization> of(Authorization authorization) throws Unusual {
        return new Told<>(
                authorization,
                List.of(authorization.decision(), authorization.reason(), authorization.judged() ? "judged" : ""));
    }

    T part() {
        return part;
    }

    /** A hash of what it tells, made once: every reader of lines has one key. */
    Likeness likeness(KeyedHash hash) throws Unusual {
        Likeness made = likeness;
        if (made == null) {
            if (telling.length > Glance.LONGEST) {
                throw new Unusual();
            }
            made = hash.of(telling, telling.length);
            likeness = made;
        }
        return made;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Told<?> told && part.equals(told.part);
    }

    @Override
    public int hashCode() {
        return part.hashCode();
    }
}
