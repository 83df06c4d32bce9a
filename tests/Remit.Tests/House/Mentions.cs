using System.Reflection;
using System.Reflection.Emit;

namespace Remit.Tests.House;

/// <summary>Every type that a type mentions: in what it is, in its members' signatures, and in the bodies of its methods.</summary>
/// <remarks>It reads the compiled code, so a name written out in full where there is no <c>using</c> is seen like any other.</remarks>
internal static class Mentions
{
    private const BindingFlags All = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> OpCodesByValue = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(f => (OpCode)f.GetValue(null)!)
        .ToDictionary(o => o.Value);

    /// <summary>The types mentioned, and the members called or read that say more than their type does.</summary>
    public static (IReadOnlySet<Type> Types, IReadOnlySet<MemberInfo> Members) Of(Type type)
    {
        var types = new HashSet<Type>();
        var members = new HashSet<MemberInfo>();

        Add(type.BaseType);
        foreach (var face in type.GetInterfaces())
            Add(face);
        foreach (var attribute in type.GetCustomAttributesData())
            Add(attribute.AttributeType);
        foreach (var field in type.GetFields(All))
            Add(field.FieldType);
        foreach (var parameter in type.GetGenericArguments())
            AddConstraints(parameter);
        foreach (var method in type.GetMethods(All).Cast<MethodBase>().Concat(type.GetConstructors(All)))
            AddMethod(method);

        return (types, members);

        void Add(Type? mentioned)
        {
            if (mentioned is null || mentioned.IsGenericParameter)
                return;
            if (mentioned.HasElementType)
            {
                Add(mentioned.GetElementType());
                return;
            }

            foreach (var argument in mentioned.GetGenericArguments())
                Add(argument);
            types.Add(mentioned.IsGenericType ? mentioned.GetGenericTypeDefinition() : mentioned);
        }

        void AddConstraints(Type parameter)
        {
            if (parameter.IsGenericParameter)
            {
                foreach (var constraint in parameter.GetGenericParameterConstraints())
                    Add(constraint);
            }
        }

        void AddMethod(MethodBase method)
        {
            if (method is MethodInfo { ReturnType: var returned })
                Add(returned);
            foreach (var parameter in method.GetParameters())
                Add(parameter.ParameterType);
            if (method.IsGenericMethodDefinition)
            {
                foreach (var parameter in method.GetGenericArguments())
                    AddConstraints(parameter);
            }

            if (method.GetMethodBody() is not { } body)
                return;
            foreach (var local in body.LocalVariables)
                Add(local.LocalType);
            foreach (var clause in body.ExceptionHandlingClauses.Where(c => c.Flags == ExceptionHandlingClauseOptions.Clause))
                Add(clause.CatchType);

            var typeArguments = type.IsGenericType ? type.GetGenericArguments() : null;
            var methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : null;
            foreach (var token in Tokens(body.GetILAsByteArray() ?? []))
                AddMember(method.Module.ResolveMember(token, typeArguments, methodArguments));
        }

        void AddMember(MemberInfo? member)
        {
            switch (member)
            {
                case Type mentioned:
                    Add(mentioned);
                    return;
                case FieldInfo field:
                    Add(field.FieldType);
                    break;
                case MethodBase called:
                    foreach (var parameter in called.GetParameters())
                        Add(parameter.ParameterType);
                    if (called is MethodInfo { ReturnType: var returned } info)
                    {
                        Add(returned);
                        foreach (var argument in info.GetGenericArguments())
                            Add(argument);
                    }

                    break;
            }

            if (member is not null)
            {
                Add(member.DeclaringType);
                members.Add(member);
            }
        }
    }

    /// <summary>The metadata tokens of the types, methods and fields that a method's instructions name.</summary>
    private static IEnumerable<int> Tokens(byte[] il)
    {
        for (var at = 0; at < il.Length;)
        {
            var opCode = il[at] == 0xFE
                ? OpCodesByValue[unchecked((short)(0xFE00 | il[at + 1]))]
                : OpCodesByValue[il[at]];
            at += opCode.Size;

            switch (opCode.OperandType)
            {
                case OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType:
                    yield return BitConverter.ToInt32(il, at);
                    at += 4;
                    break;
                case OperandType.InlineSwitch:
                    at += 4 + 4 * BitConverter.ToInt32(il, at);
                    break;
                case OperandType.InlineNone:
                    break;
                case OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar:
                    at += 1;
                    break;
                case OperandType.InlineVar:
                    at += 2;
                    break;
                case OperandType.InlineI8 or OperandType.InlineR:
                    at += 8;
                    break;
                default:
                    at += 4;
                    break;
            }
        }
    }
}
