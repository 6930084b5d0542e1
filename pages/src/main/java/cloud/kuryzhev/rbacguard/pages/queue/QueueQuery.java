package cloud.kuryzhev.rbacguard.pages.queue;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * What a viewer wants to see of the queue, as the URL says it; what the URL says wrongly counts as not said.
 *
 * @param filters by their names in the URL, without empty ones
 * @param page from 1 on
 */
record QueueQuery(Map<String, String> filters, Column sort, boolean descending, int page) {

    static final String PHASE = "phase";

    /** Of {@link #PHASE}: every one. */
    static final String ALL = "all";

    /** Of a value, in characters. */
    static final int LONGEST = 300;

    /** @param parameters of the request, the first value of each */
    static QueueQuery of(Map<String, String> parameters) {
        var filters = new LinkedHashMap<String, String>();
        Stream.concat(Stream.of(PHASE), Filter.names()).forEach(name -> {
            String value = parameters.getOrDefault(name, "").strip();
            if (!value.isEmpty() && value.length() <= LONGEST) {
                filters.put(name, value);
            }
        });
        Column sort = Column.named(parameters.get("sort"));
        String order = parameters.getOrDefault("order", sort.downwards() ? "desc" : "asc");
        return new QueueQuery(filters, sort, order.equals("desc"), page(parameters.get("page")));
    }

    private static int page(@Nullable String text) {
        return text != null && text.matches("[1-9][0-9]{0,5}") ? Integer.parseInt(text) : 1;
    }

    /** What is filtered by; {@code ""} where nothing is. */
    public String filter(String name) {
        return filters.getOrDefault(name, "");
    }

    /** The address of this. */
    public String url() {
        var builder = UriComponentsBuilder.fromPath("/queue");
        filters.forEach((name, value) -> builder.queryParam(name, "{" + name + "}"));
        if (sort != Column.SEVERITY || !descending) {
            builder.queryParam("sort", sort.toString()).queryParam("order", descending ? "desc" : "asc");
        }
        if (page > 1) {
            builder.queryParam("page", page);
        }
        return builder.encode().buildAndExpand(filters).toUriString();
    }

    /** The address of the same, sorted by {@code column}; the other way round if it is that already. */
    public String sortedBy(Column column) {
        return new QueueQuery(filters, column, column == sort ? !descending : column.downwards(), 1).url();
    }

    /** The address of another page. */
    public String at(int other) {
        return new QueueQuery(filters, sort, descending, other).url();
    }

    /** As a screen reader says it (ARIA 1.2, aria-sort). */
    public String ariaSort(Column column) {
        return column != sort ? "none" : descending ? "descending" : "ascending";
    }

    /** Whether only what waits for a decision is shown, as it is where no phase is asked for. */
    boolean waitingOnly() {
        return filter(PHASE).isEmpty() || filter(PHASE).toLowerCase(Locale.ROOT).equals("waiting");
    }
}
