package cloud.kuryzhev.rbacguard.usage.store;

import java.util.List;

/** A kind of lines that a store is written as. Each has a set of fields of its own, in this order, by which it is known. */
enum Section {
    POSITION("source position", "SELECT name AS source, position FROM source ORDER BY 1"),
    LINES("source result count", """
            SELECT s.name AS source, l.result, l.count FROM source_lines l JOIN source s ON s.id = l.source_id
            ORDER BY 1, 2"""),
    HEARD("source heard first last events", """
            SELECT s.name AS source, h.number AS heard, h.first, h.last, h.events
            FROM source_heard h JOIN source s ON s.id = h.source_id ORDER BY 1, 2"""),
    GAP("source cause gap", """
            SELECT s.name AS source, g.cause, g.number AS gap
            FROM source_gap g JOIN source s ON s.id = g.source_id ORDER BY 1, 3"""),
    GROUP("username group", """
            SELECT s.username, g.name AS "group" FROM subject_group g JOIN subject s ON s.id = g.subject_id
            ORDER BY 1, 2"""),
    SEEN_FROM("username kind name last_seen", """
            SELECT s.username, f.kind, f.name, f.last_seen FROM seen_from f JOIN subject s ON s.id = f.subject_id
            ORDER BY 1, 2, 3"""),
    USAGE("username namespace api_group resource name path verb denied first_seen last_seen started ended", """
            SELECT s.username, p.namespace, p.api_group, p.resource, p.name, p.path, p.verb, u.denied,
              u.first_seen, u.last_seen, u.started, u.ended
            FROM usage u JOIN subject s ON s.id = u.subject_id JOIN permission p ON p.id = u.permission_id
            ORDER BY 1, 2, 3, 4, 5, 6, 7, 8"""),
    DAY("username namespace api_group resource name path verb denied day started ended", """
            SELECT s.username, p.namespace, p.api_group, p.resource, p.name, p.path, p.verb, u.denied,
              u.day, u.started, u.ended
            FROM usage_by_day u JOIN subject s ON s.id = u.subject_id JOIN permission p ON p.id = u.permission_id
            ORDER BY 1, 2, 3, 4, 5, 6, 7, 8, 9""");

    private final String fields;
    private final String query;

    Section(String fields, String query) {
        this.fields = fields;
        this.query = query;
    }

    /** In their order. */
    List<String> fields() {
        return List.of(fields.split(" ", -1));
    }

    /** Finds all rows, in an order that depends on their content alone. */
    String query() {
        return query;
    }
}
