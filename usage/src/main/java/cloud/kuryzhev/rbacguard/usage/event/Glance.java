package cloud.kuryzhev.rbacguard.usage.event;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * Knows again plain events that say the same but for their times, without reading them: they have the same {@link Likeness}. One that is new
 * is read at the places that were seen to tell something. For one thread, one line after the other.
 */
public final class Glance {

    /**
     * What events that say the same have in common: a hash, which no client can make collide, of all that {@link EventFields} reads.
     * Times are left out, and the query, which is no part of any permission.
     */
    public record Likeness(long high, long low) {
        static final Likeness NONE = new Likeness(0, 0);
    }

    private static final int LONGEST = 4096;
    private static final int MOST = 64;
    private static final int NOWHERE = -1;

    private final KnownParts known = new KnownParts();
    private final JsonFields.Field ofEvent = this::field;
    private final String[] names = new String[MOST];
    private final int[] places = new int[MOST];
    private int found;
    private int audited = NOWHERE;
    private final byte[] telling = new byte[LONGEST];
    private int told;
    private final KeyedHash hash = new KeyedHash(LONGEST);
    private byte[] line = telling;
    private QuickJson json = new QuickJson(line, 0, 0, known.words);
    private QuickFields fields = new QuickFields(json, known);
    private AuditEvent.User caller = AuditEvent.User.NONE;
    private Instant at = Instant.MIN;
    private Likeness likeness = Likeness.NONE;

    /** Looks at the remaining bytes of {@code text}, which has an array; false if only reading tells what they are. */
    public boolean look(ByteBuffer text) {
        line = text.array();
        int start = text.arrayOffset() + text.position();
        json = new QuickJson(line, start, start + text.remaining(), known.words);
        fields = new QuickFields(json, known);
        told = 0;
        found = 0;
        audited = NOWHERE;
        at = Instant.MIN;
        try {
            fields.forEach(ofEvent);
            boolean whole = !at.equals(Instant.MIN) && json.isAtEnd();
            likeness = whole ? digest() : Likeness.NONE;
            return whole;
        } catch (IOException | DateTimeException _) {
            return false;
        }
    }

    private Likeness digest() {
        Arrays.fill(telling, told, Math.min(LONGEST, told + KeyedHash.BLOCK), (byte) 0);
        hash.take(telling, told);
        return new Likeness(hash.high(), hash.low());
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

    /** The audit ID of what was looked at last; empty if it has none. */
    public String auditId() {
        try {
            json.moveTo(audited);
            return audited == NOWHERE ? "" : fields.cutText();
        } catch (IOException e) {
            throw new UncheckedIOException("it was passed over before", e);
        }
    }

    /** Who sent the request of what was looked at last. */
    public AuditEvent.User caller() {
        return caller;
    }

    /** Of what was looked at last. */
    public Likeness likeness() {
        return likeness;
    }

    private void field(String name) throws IOException {
        int place = json.next();
        switch (name) {
            case "stageTimestamp" -> at = MicroTime.parse(fields.text());
            case "auditID" -> audited = place;
            case "timestamp" -> throw new Unusual(); // of old events the only one
            case "kind" -> add('k');
            case "apiVersion" -> add('v');
            case "stage" -> add('s');
            case "verb" -> add('d');
            case "requestURI" -> addPath();
            case "user" -> {
                Told<AuditEvent.User> told = fields.toldCaller();
                caller = told.part();
                add('u', told);
            }
            case "impersonatedUser" -> add('i');
            case "authenticationMetadata" -> add('m');
            case "objectRef" -> add('o');
            case "responseStatus" -> add('r');
            case "annotations" -> add('a', fields.toldAuthorization());
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

    private void add(char tag, Told<?> part) throws Unusual {
        add(tag, part.telling(), 0, part.telling().length);
    }

    private void add(char tag) throws IOException {
        int start = json.next();
        json.skip();
        add(tag, line, start, json.position());
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
        if (RbacWrite.mayBe(line, start, end)) {
            throw new Unusual(); // of these each one counts
        }
        add('p', line, start, end);
    }

    private void add(char tag, byte[] text, int start, int end) throws Unusual {
        if (end - start >= LONGEST - told) {
            throw new Unusual();
        }
        telling[told++] = (byte) -tag;
        System.arraycopy(text, start, telling, told, end - start);
        told += end - start;
    }
}
