#include "domain/merge/ClientPlaceText.h"

#include "domain/ClientField.h"
#include "domain/rules/RiskNames.h"
#include "domain/servers/ClientView.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace gatehouse::placetext {

namespace {

struct PlaceText
{
    Q_DECLARE_TR_FUNCTIONS(ClientPlaces)
};

QString onlyOn(const QString &label, const QString &server)
{
    return PlaceText::tr("%1, only on \"%2\"").arg(label, server);
}

QString consentKind(const QString &name)
{
    if (name == "profile"_L1)
        return PlaceText::tr("Profile");
    return name == "email"_L1 ? PlaceText::tr("Email") : PlaceText::tr("API consent");
}

}

QString label(const FieldPlace &place)
{
    const ClientField field = fieldByName(place.field).value_or(ClientField::Title);
    const QString label = fieldLabel(field);
    switch (fieldInfo(field).kind) {
    case FieldKind::List:
        return place.row.size() > 1 ? onlyOn(label, place.row.last()) : label;
    case FieldKind::Servers:
        return onlyOn(fieldLabel(ClientField::Enabled), place.row.first());
    case FieldKind::Texts:
        return PlaceText::tr("%1: %2 (%3)", "Default resource translation: Email (nl)")
            .arg(label, consentKind(place.row.last()), place.row.first());
    case FieldKind::Settings:
        return PlaceText::tr("%1 %2 (%3)", "Other settings and a JSON pointer (a format)")
            .arg(label, place.row.last(), place.row.first());
    case FieldKind::Risks:
        return place.row.last().isEmpty() || place.row.first() == risks::weakSecret // see SecretRisk
                   ? PlaceText::tr("%1: %2", "Accepted risks: a rule").arg(label, place.row.first())
                   : PlaceText::tr("%1: %2 \"%3\"", "Accepted risks: a rule and what it is about")
                         .arg(label, place.row.first(), place.row.last());
    default:
        return label;
    }
}

QString text(const FieldPlace &place, const json::Json &value)
{
    const ClientField field = fieldByName(place.field).value_or(ClientField::Title);
    if (isPlain(fieldInfo(field).kind) && !value.is_null())
        return view::text({field == ClientField::ClientId ? ClientField::Title : field}, value);
    if (value.is_boolean() && field == ClientField::OnServers)
        return view::text({ClientField::Enabled}, value);
    if (value.is_null())
        return {};
    return value.is_string() ? json::toText(value.get<std::string>()) : json::compactText(value);
}

QString of(const ClientSecret &secret)
{
    ClientApplication alone;
    alone.secrets = {secret};
    return fieldText(alone, ClientField::Secrets);
}

}
