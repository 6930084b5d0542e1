package cloud.kuryzhev.rbacguard.policy.yaml;

import cloud.kuryzhev.rbacguard.policy.Identities;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** The shapes that values have; one of another shape is a problem, and counts as none. */
final class Values {

    private static final Pattern DURATION = Pattern.compile("([1-9][0-9]{0,4})([dhm])");
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final Pattern TIME = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt].*");
    private static final int LONGEST_TEXT = 1_000;

    private final Problems problems;

    Values(Problems problems) {
        this.problems = problems;
    }

    /** A list of names, each once. */
    Set<String> names(String key, Node value, String example) {
        var names = new TreeSet<String>();
        if (value instanceof SequenceNode sequence) {
            sequence.getValue().forEach(item -> name(key, item, example).ifPresent(names::add));
        } else {
            problems.add(
                    value,
                    "found " + Found.in(value) + "; \"" + key + "\" must be a list of names, such as [" + example
                            + "]; write [] for none");
        }
        return names;
    }

    private Optional<String> name(String key, Node item, String example) {
        Optional<String> name = string(item).filter(it -> !it.isBlank());
        if (name.isEmpty()) {
            problems.add(
                    item,
                    "found " + Found.in(item) + "; every item of \"" + key + "\" must be a name, such as " + example);
        }
        return name;
    }

    /** The items of a list of mappings. */
    List<Node> items(String key, Node value, int most) {
        if (!(value instanceof SequenceNode sequence)) {
            problems.add(value, "found " + Found.in(value) + "; \"" + key + "\" must be a list of mappings");
            return List.of();
        }
        if (sequence.getValue().size() > most) {
            problems.add(value, "\"" + key + "\" has more than " + most + " items");
        }
        return sequence.getValue().stream().limit(most).toList();
    }

    /** A sentence or a name: not blank, at most 1000 characters. */
    Optional<String> text(String key, Node value) {
        Optional<String> text = string(value).filter(it -> !it.isBlank() && it.length() <= LONGEST_TEXT);
        if (text.isEmpty()) {
            problems.add(
                    value,
                    "found " + Found.in(value) + "; \"" + key + "\" must be a text of 1 to " + LONGEST_TEXT
                            + " characters");
        }
        return text;
    }

    /** One of some words, which stand in lower case. */
    <E extends Enum<E>> Optional<E> oneOf(String key, Node value, E[] known) {
        Optional<E> found = string(value).flatMap(text -> Stream.of(known)
                .filter(it -> it.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst());
        if (found.isEmpty()) {
            String words = Stream.of(known)
                    .map(it -> it.name().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(", "));
            problems.add(value, "found " + Found.in(value) + "; \"" + key + "\" is one of " + words);
        }
        return found;
    }

    /** When a day ends (UTC) that is written as an RFC 3339 date, or a time that is written as such. */
    Optional<Instant> end(String key, Node value) {
        Optional<Instant> end = string(value).flatMap(Values::parseEnd);
        if (end.isEmpty()) {
            problems.add(
                    value,
                    "found " + Found.in(value) + "; \"" + key
                            + "\" must be a date such as 2027-03-31, which counts to its end in UTC, or a time such as 2027-03-31T18:00:00Z");
        }
        return end;
    }

    private static Optional<Instant> parseEnd(String text) {
        try {
            if (DATE.matcher(text).matches()) {
                return Optional.of(LocalDate.parse(text)
                        .plusDays(1)
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant());
            }
            return TIME.matcher(text).matches()
                    ? Optional.of(OffsetDateTime.parse(text).toInstant())
                    : Optional.empty();
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    /** A number of days, hours or minutes. */
    Optional<Duration> duration(String key, Node value) {
        Optional<Duration> duration = string(value).flatMap(Values::parseDuration);
        if (duration.isEmpty()) {
            problems.add(
                    value,
                    "found " + Found.in(value) + "; \"" + key
                            + "\" must be a number of days, hours or minutes, such as 90d, 12h or 30m");
        }
        return duration;
    }

    private static Optional<Duration> parseDuration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int number = Integer.parseInt(matcher.group(1));
        return Optional.of(
                switch (matcher.group(2)) {
                    case "d" -> Duration.ofDays(number);
                    case "h" -> Duration.ofHours(number);
                    default -> Duration.ofMinutes(number);
                });
    }

    /** Users and groups, at least one. */
    Identities identities(String key, Node value) {
        Fields fields = Fields.of(value, "\"" + key + "\"", List.of("users", "groups"), problems);
        if (fields.lack("users", "groups")) {
            problems.add(value, "\"" + key + "\" names nobody: it needs a user or a group");
        }
        return Identities.of(
                fields.get("users").map(it -> names("users", it, "jane")).orElse(Set.of()),
                fields.get("groups").map(it -> names("groups", it, "platform")).orElse(Set.of()));
    }

    /** What a plain text says; empty for anything else. */
    static Optional<String> string(Node node) {
        return node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.STR)
                ? Optional.of(scalar.getValue())
                : Optional.empty();
    }
}
