package cloud.kuryzhev.rbacguard.usage.event;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * Knows again plain events that say the same but for their times, without reading them: they have the same {@link Likeness}. One that is new
 * is read at the places that were seen to tell something. For one thread, one line after the other.
 */
public final class Glance {

    /**
     * What events that say the same have in common: 128 bits of a SHA-256, which no client can make collide, of the raw text of all that
     * {@link EventFields} reads. Times are left out, and the query, which is no part of any permission.
     */
    public record Likeness(long high, long low) {
        static final Likeness NONE = new Likeness(0, 0);
    }

    private static final int LONGEST = 4096;
    private static final int MOST = 64;

    private final Known<String> words = new Known<>(10, 64);
    private final Known<AuditEvent.User> callers = new Known<>(14, 2048);
    private final JsonFields.Field ofEvent = this::field;
    private final JsonFields.Field ofUser = this::userField;
    private final JsonFields.Field ofAnnotations = this::annotation;
    private final String[] names = new String[MOST];
    private final int[] places = new int[MOST];
    private int found;
    private final ByteBuffer telling = ByteBuffer.allocate(LONGEST);
    private final ByteBuffer digest = ByteBuffer.allocate(32);
    private final MessageDigest sha256;
    private byte[] line = telling.array();
    private QuickJson json = new QuickJson(line, 0, 0, words);
    private QuickFields fields = new QuickFields(json, callers);
    private Instant at = Instant.MIN;
    private Likeness likeness = Likeness.NONE;

    /** Has seen nothing yet. */
    public Glance() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Looks at the remaining bytes of {@code text}, which has an array; false if only reading tells what they are. */
    public boolean look(ByteBuffer text) {
        line = text.array();
        int start = text.arrayOffset() + text.position();
        json = new QuickJson(line, start, start + text.remaining(), words);
        fields = new QuickFields(json, callers);
        telling.clear();
        found = 0;
        at = Instant.MIN;
        try {
            fields.forEach(ofEvent);
            return !at.equals(Instant.MIN) && json.isAtEnd() && digest();
        } catch (IOException | DateTimeException | DigestException _) {
            return false;
        }
    }

    private boolean digest() throws DigestException {
        sha256.update(telling.array(), 0, telling.position());
        sha256.digest(digest.array(), 0, digest.capacity());
        likeness = new Likeness(digest.getLong(0), digest.getLong(Long.BYTES));
        return true;
    }

    /** What was looked at last, read; empty if it is not of the plainest kind after all. */
    public Optional<AuditLine> read() {
        EventFields event = new EventFields(fields);
        try {
            for (int i = 0; i < found; i++) {
                json.moveTo(places[i]);
                event.field(names[i]);
            }
            return Optional.of(event.toLine());
        } catch (IOException | DateTimeException _) {
            return Optional.empty();
        }
    }

    /** When what was looked at last happened. */
    public Instant at() {
        return at;
    }

    /** Of what was looked at last. */
    public Likeness likeness() {
        return likeness;
    }

    private void field(String name) throws IOException {
        int place = json.next();
        switch (name) {
            case "stageTimestamp" -> at = MicroTime.parse(fields.text());
            case "timestamp" -> throw new Unusual(); // of old events the only one
            case "kind" -> add('k');
            case "apiVersion" -> add('v');
            case "stage" -> add('s');
            case "verb" -> add('d');
            case "requestURI" -> addPath();
            case "user" -> addFields('u', ofUser);
            case "impersonatedUser" -> add('i');
            case "authenticationMetadata" -> add('m');
            case "objectRef" -> add('o');
            case "responseStatus" -> add('r');
            case "annotations" -> addFields('a', ofAnnotations);
            default -> {
                return;
            }
        }
        note(name, place);
    }

    private void note(String name, int place) throws Unusual {
        if (found == MOST) {
            throw new Unusual();
        }
        names[found] = name;
        places[found++] = place;
    }

    private void userField(String name) throws IOException {
        switch (name) {
            case "username" -> add('n');
            case "groups" -> add('g');
            default -> {}
        }
    }

    private void annotation(String name) throws IOException {
        switch (name) {
            case "authorization.k8s.io/decision" -> add('y');
            case "authorization.k8s.io/reason" -> add('z');
            default -> {}
        }
    }

    private void addFields(char tag, JsonFields.Field field) throws IOException {
        if (fields.isObject()) {
            add(tag, 0, 0);
            fields.forEach(field);
        } else {
            add(tag);
        }
    }

    private void add(char tag) throws IOException {
        int start = json.next();
        json.skip();
        add(tag, start, json.position());
    }

    private void addPath() throws IOException {
        int start = json.next();
        json.skip();
        int end = start;
        while (end < json.position() && line[end] != '?') {
            end++;
        }
        if (json.position() - start > AuditLineReader.MAX_TEXT) {
            throw new Unusual();
        }
        add('p', start, end);
    }

    private void add(char tag, int start, int end) throws Unusual {
        if (end - start >= telling.remaining()) {
            throw new Unusual();
        }
        telling.put((byte) -tag).put(line, start, end - start);
    }
}
