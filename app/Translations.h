#pragma once

class QCoreApplication;

namespace gatehouse {

/// Loads Gatehouse's and Qt's texts in the language of the session.
void installTranslations(QCoreApplication &application);

}
