import java.io.File;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.LogManager;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.RuleId;

/**
 * Holds PDF files against profiles of veraPDF.
 *
 * <p>Usage: {@code java -cp JARS VeraPdf.java ua1,2a FILE...}. For each file and profile one line,
 * {@code PASS} or {@code FAIL}; below a failure, one line for each rule with its clause, how often
 * it failed, and the first place. The exit status is 0 when all pass, 1 when some fail, and 2 when
 * a file cannot be read.
 */
class VeraPdf {
  public static void main(String[] arguments) {
    LogManager.getLogManager().reset();
    VeraGreenfieldFoundryProvider.initialise();
    int status = 0;
    for (int at = 1; at < arguments.length; at++) {
      for (String name : arguments[0].split(",")) {
        PDFAFlavour flavour = PDFAFlavour.fromString(name);
        try {
          status = Math.max(status, judge(arguments[at], flavour) ? 0 : 1);
        } catch (Exception failure) {
          System.out.println("ERROR " + name + " " + arguments[at] + ": " + failure);
          status = 2;
        }
      }
    }
    System.exit(status);
  }

  private static boolean judge(String path, PDFAFlavour flavour) throws Exception {
    try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(path), flavour);
        PDFAValidator validator =
            Foundries.defaultInstance().createValidator(flavour, 1, false, true, false)) {
      ValidationResult result = validator.validate(parser);
      int rules = result.getValidationProfile().getRules().size();
      String verdict = result.isCompliant() ? "PASS" : "FAIL";
      System.out.println(verdict + " " + flavour.getId() + " " + path + " (" + rules + " rules)");
      Map<RuleId, TestAssertion> first = new LinkedHashMap<>();
      for (TestAssertion assertion : result.getTestAssertions()) {
        first.putIfAbsent(assertion.getRuleId(), assertion);
      }
      for (Map.Entry<RuleId, TestAssertion> entry : first.entrySet()) {
        RuleId rule = entry.getKey();
        System.out.println(
            "  " + rule.getClause() + "-" + rule.getTestNumber()
                + " x" + result.getFailedChecks().get(rule)
                + " " + result.getValidationProfile().getRuleByRuleId(rule).getDescription()
                + " at " + entry.getValue().getLocation().getContext());
      }
      return result.isCompliant();
    }
  }
}
