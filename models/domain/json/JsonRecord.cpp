#include "domain/json/JsonRecord.h"

#include "domain/json/JsonMessages.h"

namespace gatehouse::json {

namespace {

QString placeText(const QString &place)
{
    return place.isEmpty() ? JsonMessages::tr("The file") : place;
}

}

Error notAnArray(const Json &value, const QString &place)
{
    return wrongType(value, placeText(place), JsonMessages::tr("an array"));
}

Error notAnObject(const Json &value, const QString &place)
{
    return wrongType(value, placeText(place), JsonMessages::tr("an object"));
}

Error writtenTwice(const QString &place)
{
    return {Error::Kind::Rule,
            JsonMessages::tr("%1 stands there twice: upper and lower case of its name count "
                             "as the same. Remove one of them.")
                .arg(place)};
}

}
