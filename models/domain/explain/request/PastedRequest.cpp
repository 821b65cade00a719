#include "domain/explain/request/PastedRequest.h"

#include "domain/explain/request/ParameterNames.h"

#include <QStringList>

#include <algorithm>

namespace gatehouse::explain {

const Parameter *PastedRequest::find(QStringView name) const
{
    const auto found = std::ranges::find_if(
        parameters, [&](const Parameter &parameter) { return parameter.name == name && parameter.isSent(); });
    return found == parameters.end() ? nullptr : &*found;
}

bool PastedRequest::names(QStringView name) const
{
    return std::ranges::contains(parameters, name, &Parameter::name);
}

QString PastedRequest::value(QStringView name) const
{
    const Parameter *parameter = find(name);
    return parameter ? parameter->value : QString();
}

QString PastedRequest::clientId() const
{
    if (const Parameter *named = find(u"client_id"))
        return named->value;
    // RFC 7521 4.2: the assertion names it, too.
    if (!proof.headerClientId.isEmpty() || !proof.assertion.subject.isEmpty())
        return proof.headerClientId.isEmpty() ? proof.assertion.subject : proof.headerClientId;
    return audience;
}

QStringList PastedRequest::doubled() const
{
    QStringList seen;
    QStringList twice;
    for (const Parameter &parameter : parameters) {
        if (seen.contains(parameter.name) && mayStandOnce(parameter.name))
            twice << parameter.name;
        seen << parameter.name;
    }
    twice.removeDuplicates();
    return twice;
}

}
