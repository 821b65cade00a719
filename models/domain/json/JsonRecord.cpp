#include "domain/json/JsonRecord.h"

#include <QCoreApplication>

namespace gatehouse::json {

namespace {

struct JsonRecord
{
    Q_DECLARE_TR_FUNCTIONS(JsonRecord)
};

QString placeText(const QString &place)
{
    return place.isEmpty() ? JsonRecord::tr("The file") : place;
}

}

Error notAnArray(const Json &value, const QString &place)
{
    return wrongType(value, placeText(place), JsonRecord::tr("an array"));
}

Error notAnObject(const Json &value, const QString &place)
{
    return wrongType(value, placeText(place), JsonRecord::tr("an object"));
}

Error writtenTwice(const QString &place)
{
    return {Error::Kind::Rule, JsonRecord::tr("%1 stands there twice: upper and lower case of its name count "
                                              "as the same. Remove one of them.")
                                   .arg(place)};
}

}
