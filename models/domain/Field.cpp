#include "domain/Field.h"

#include <QCoreApplication>

namespace gatehouse {

QString translatedLabel(const char *label)
{
    return QCoreApplication::translate("Field", label);
}

}
