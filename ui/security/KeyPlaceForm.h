#pragma once

#include "services/security/AppSettings.h"

#include <QWidget>

class QLineEdit;

namespace gatehouse {

class FileField;
class KeyComboBox;

/// Where the encryption key is kept, as appsettings.json says it.
class KeyPlaceForm : public QWidget
{
    Q_OBJECT

public:
    explicit KeyPlaceForm(QWidget *parent = nullptr);

    void display(const EncryptionSettings &settings);
    /// As displayed, with what was typed over it.
    EncryptionSettings typed() const;

Q_SIGNALS:
    void edited();

private:
    void showState();

    EncryptionSettings m_shown;
    KeyComboBox *m_mode;
    FileField *m_folder;
    QLineEdit *m_keyName;
};

}
