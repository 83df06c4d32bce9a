using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Remit.Web;

/// <summary>A cell of a table that is a list of cards on a small screen, where each cell needs its heading beside it: <c>&lt;td heading="Days"&gt;</c>.</summary>
[HtmlTargetElement("td", Attributes = "heading")]
public sealed class HeadedCell : TagHelper
{
    public string Heading { get; set; } = "";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.Attributes.SetAttribute("role", "cell");
        output.Attributes.SetAttribute("class", context.AllAttributes["class"] is { Value: { } further } ? $"nhsuk-table__cell {further}" : "nhsuk-table__cell");
        output.PreContent.SetHtmlContent("<span class=\"nhsuk-table__heading\" aria-hidden=\"true\">").Append($"{Heading} ").AppendHtml("</span><div>");
        output.PostContent.SetHtmlContent("</div>");
    }
}
