using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Remit.Web.Staff;

/// <summary>A page with a form, which says what is wrong with what was sent.</summary>
public abstract class FormPage : PageModel
{
    /// <summary>What is wrong, each with the field it is about.</summary>
    public List<(string Field, string Problem)> Problems { get; } = [];

    /// <summary>The problem of a field, or none.</summary>
    public string? ProblemOf(string field) => Problems.FirstOrDefault(p => p.Field == field).Problem;
}
