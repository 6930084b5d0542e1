package cloud.kuryzhev.rbacguard.pages.layout;

import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/** What the API server answers instead of what a page asked for. */
@ControllerAdvice
final class ApiServerProblems {

    private static final Logger LOG = LoggerFactory.getLogger(ApiServerProblems.class);

    @ExceptionHandler
    String refused(
            KubernetesClientException failure, HttpServletRequest request, HttpServletResponse response, Model model) {
        int status = status(failure.getCode());
        LOG.info("{} {}: the API server answered {}", request.getMethod(), request.getRequestURI(), failure.getCode());
        if (status == HttpServletResponse.SC_UNAUTHORIZED) {
            return "forward:/login/again";
        }
        response.setStatus(status);
        model.addAttribute("problem", Problem.of(status));
        return "problem";
    }

    /** 0 is no answer. */
    private static int status(int code) {
        return switch (code) {
            case 401, 403, 404 -> code;
            case 0, 429, 502, 503, 504 -> HttpServletResponse.SC_SERVICE_UNAVAILABLE;
            default -> HttpServletResponse.SC_BAD_GATEWAY;
        };
    }
}
