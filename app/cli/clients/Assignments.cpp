#include "app/cli/clients/Assignments.h"

#include "app/cli/CliText.h"
#include "domain/formats/gatehouse/GatehouseJson.h"
#include "domain/rules/RuleText.h"

using namespace Qt::StringLiterals;

namespace gatehouse::cli {

using json::Json;

namespace {

Error usage(const QString &text)
{
    return {Error::Kind::Rule, text};
}

/// What has a command of its own, or none.
Error notSettable(const QString &key, const QStringList &keys)
{
    if (key == QLatin1StringView(fieldInfo(ClientField::Secrets).name))
        return usage(
            CliText::tr("secrets cannot be set here: use gatehouse secret add and gatehouse secret remove."));
    if (key == QLatin1StringView(fieldInfo(ClientField::AcceptedRisks).name))
        return usage(CliText::tr("accepted_risks cannot be set here: use gatehouse client accept-risk."));
    return usage(CliText::tr("\"%1\" is no key that can be set. There are: %2.")
                     .arg(rules::shortened(key), keys.join(u' ')));
}

bool isText(FieldKind kind)
{
    return kind == FieldKind::Text || isChoice(kind);
}

QString exampleOf(FieldKind kind)
{
    switch (kind) {
    case FieldKind::Flag:
        return u"true"_s;
    case FieldKind::Number:
        return u"3600"_s;
    case FieldKind::List:
        return u"'[\"one\", \"two\"]'"_s;
    case FieldKind::Keys:
        return u"'{\"keys\": [...]}'"_s;
    case FieldKind::Image:
        return u"'{\"name\": \"logo.png\", \"data\": \"BASE64\"}'"_s;
    default:
        return u"'{\"NAME\": {...}}'"_s;
    }
}

/// Names no value: it may be a secret that somebody gave for a key.
Result<Json> valueOf(const ClientFieldInfo &info, const QString &text)
{
    if (isText(info.kind))
        return Json(json::fromText(text));
    const auto wrong = [&](const Error & /*unused*/) {
        return usage(CliText::tr("The value of %1 is not JSON. Give it as %1=%2.")
                         .arg(QLatin1StringView(info.name), exampleOf(info.kind)));
    };
    const auto value = json::parse(text.toUtf8());
    // A number that no program could hold is read as none.
    const bool isBeyond = value && value->is_null() && text.trimmed() != "null"_L1;
    return isBeyond ? std::unexpected(wrong({})) : value.transform_error(wrong);
}

}

QStringList settableKeys()
{
    QStringList keys;
    for (const ClientFieldInfo &info : clientFields()) {
        const bool hasOtherWays = info.field == ClientField::ClientId || info.field == ClientField::Secrets ||
                                  info.field == ClientField::AcceptedRisks;
        if (!hasOtherWays && isToldOf(info.field))
            keys << QString::fromLatin1(info.name);
    }
    return keys;
}

Result<Assignments> Assignments::read(const std::vector<std::string> &texts, const QStringList &keys)
{
    Assignments assignments;
    QStringList faults;
    for (const std::string &text : texts) {
        if (const auto done = assignments.readOne(QString::fromStdString(text), keys); !done)
            faults << done.error().text;
    }
    faults.removeDuplicates();
    if (!faults.isEmpty())
        return std::unexpected(usage(faults.join(u'\n')));
    return assignments;
}

Result<void> Assignments::readOne(const QString &text, const QStringList &keys)
{
    const qsizetype equals = text.indexOf(u'=');
    if (equals < 0) {
        return std::unexpected(
            usage(CliText::tr("\"%1\" has no =. Give each as KEY=VALUE.").arg(rules::shortened(text))));
    }
    const QString key = text.first(equals);
    if (!keys.contains(key))
        return std::unexpected(notSettable(key, keys));
    const ClientFieldInfo &info = fieldInfo(*fieldByName(key));
    if (m_fields.contains(info.field))
        return std::unexpected(usage(CliText::tr("%1 stands there twice. Give it once.").arg(key)));
    m_fields << info.field;
    return valueOf(info, text.sliced(equals + 1)).and_then([&](const Json &value) -> Result<void> {
        QStringList unknown;
        const auto read = readFieldJson(m_values, info, value, key, unknown);
        if (!read || unknown.isEmpty())
            return read;
        return std::unexpected(
            usage(CliText::tr("%1 is not known. Leave it out.").arg(unknown.join(u", "_s))));
    });
}

void Assignments::applyTo(ClientApplication &client) const
{
    for (const ClientField field : m_fields)
        setFieldValue(client, field, fieldValue(m_values, field));
}

}
