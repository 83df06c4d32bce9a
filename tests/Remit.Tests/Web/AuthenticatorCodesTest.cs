using Remit.Web.Staff;

namespace Remit.Tests.Web;

public class AuthenticatorCodesTest
{
    // RFC 6238, appendix B, of whose eight digits authenticators show the last six.
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void Codes_are_those_of_the_standard(long seconds, string code) =>
        AuthenticatorCodes.At("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", DateTimeOffset.FromUnixTimeSeconds(seconds)).ShouldBe(code);

    [Fact]
    public void A_key_that_is_not_in_base_32_is_refused() =>
        Should.Throw<FormatException>(() => AuthenticatorCodes.At("0189", DateTimeOffset.UnixEpoch));
}
