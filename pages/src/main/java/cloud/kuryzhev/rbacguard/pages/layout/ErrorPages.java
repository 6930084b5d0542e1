package cloud.kuryzhev.rbacguard.pages.layout;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorViewResolver;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/** Tells of what no page could tell of itself: nothing of how it came, which is in the log. */
@Component
final class ErrorPages implements ErrorViewResolver {

    @Override
    public ModelAndView resolveErrorView(HttpServletRequest request, HttpStatus status, Map<String, Object> model) {
        return new ModelAndView(
                "problem",
                Map.of("problem", Problem.of(status.value()), "pages", List.of(), "path", request.getRequestURI()),
                status);
    }
}
