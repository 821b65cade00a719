#pragma once

#include "store/records/SecurityStore.h"

#include <QWidget>

class QSpinBox;

namespace gatehouse {

class FileField;
class KeyComboBox;

/// Where new signing certificates are kept, and how long they live.
class CertificateStorageForm : public QWidget
{
    Q_OBJECT

public:
    explicit CertificateStorageForm(QWidget *parent = nullptr);

    void display(const store::CertificateSettings &settings);
    store::CertificateSettings typed() const;

Q_SIGNALS:
    void edited();

private:
    QSpinBox *makeSpinBox(int most, const QString &suffix);
    void showState();

    store::CertificateSettings m_shown;
    KeyComboBox *m_storage;
    FileField *m_folder;
    QSpinBox *m_validity;
    QSpinBox *m_overlap;
    QSpinBox *m_lifetime;
};

}
