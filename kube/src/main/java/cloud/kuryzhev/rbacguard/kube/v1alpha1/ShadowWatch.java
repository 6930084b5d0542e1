package cloud.kuryzhev.rbacguard.kube.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A suggestion that nobody has applied, and what its subjects did meanwhile. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ShadowWatch(
        @JsonPropertyDescription("Since when requests are judged against this suggestion too, RFC 3339") @Nullable
        String since,

        @JsonPropertyDescription("How long it should be watched before anybody approves it, RFC 3339") @Nullable
        String until,

        @JsonPropertyDescription(
                "How many requests of its subjects were judged, as of then; none would have been denied")
        @Nullable
        Long requests,

        @JsonPropertyDescription("When they were counted, RFC 3339: an hour to a day ago") @Nullable
        String asOf,

        @JsonPropertyDescription("How many there had been before") @Nullable
        Long requestsBefore,

        @JsonPropertyDescription(
                "What the suggestion before this one would have denied, such as: ServiceAccount shop/cart: get secrets -n shop")
        List<String> wouldDeny,

        @JsonPropertyDescription("When that one was withdrawn for it, RFC 3339") @Nullable
        String withdrawnAt) {

    public ShadowWatch {
        wouldDeny = Lists.orEmpty(wouldDeny);
    }
}
